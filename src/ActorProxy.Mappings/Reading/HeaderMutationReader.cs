using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads added and removed headers.</summary>
internal static class HeaderMutationReader
{
    /// <summary>Reads a map from names to <c>{value, append}</c>, or to plain texts where that is allowed.</summary>
    /// <param name="fields">The map that has the field.</param>
    /// <param name="name">The field.</param>
    /// <param name="allowText">Whether a plain text may stand for <c>{value: text}</c> (v2).</param>
    public static IReadOnlyList<HeaderMutation> Added(FieldReader fields, string name, bool allowText)
    {
        var mutations = new List<HeaderMutation>();
        foreach (var (key, value) in fields.Entries(name))
        {
            var field = $"{name}.{key.Value}";
            if (!IsHeaderName(key.Value))
                fields.Log.Reject(
                    FindingCodes.InvalidValue,
                    $"{fields.PathOf(field)} is not a header name",
                    key.Line,
                    fields.PathOf(field));
            else if (value is YamlScalar && allowText)
                Add(mutations, HeaderMutationKind.Append, key.Value, fields.AsText(value, field));
            else if (value is YamlObject map)
                Read(mutations, key.Value, new FieldReader(map, fields.PathOf(field), fields.Log));
            else
                fields.Wrong(value, field, allowText ? "text or a map" : "a map with the field value");
        }

        return mutations;
    }

    /// <summary>Reads a list of header names; null when the field is absent.</summary>
    public static IReadOnlyList<string>? Removed(FieldReader fields, string name, bool allowText) =>
        fields.Has(name) ? fields.TextList(name, alsoSingle: allowText) : null;

    /// <summary>Whether a text can be a header's name.</summary>
    public static bool IsHeaderName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    private static void Read(List<HeaderMutation> mutations, string name, FieldReader fields)
    {
        var value = fields.Text("value");
        var kind = fields.Flag("append") ?? true ? HeaderMutationKind.Append : HeaderMutationKind.Set;
        fields.Finish();
        if (value is null && !fields.Log.IsRejected)
            fields.Invalid("value", "is required", FindingCodes.MissingField);
        Add(mutations, kind, name, value);
    }

    private static void Add(List<HeaderMutation> mutations, HeaderMutationKind kind, string name, string? value)
    {
        if (value is not null)
            mutations.Add(new HeaderMutation(kind, name, value));
    }
}
