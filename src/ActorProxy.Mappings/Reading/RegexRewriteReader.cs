using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Matching;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads <c>{pattern, substitution}</c>.</summary>
internal static class RegexRewriteReader
{
    /// <summary>Reads it; null when absent or after a finding.</summary>
    public static RegexReplacement? Read(FieldReader spec, string name)
    {
        if (spec.Object(name) is not { } fields)
            return null;

        var pattern = fields.RequiredText("pattern");
        var substitution = fields.Text("substitution") ?? "";
        fields.Finish();
        if (pattern is null)
            return null;

        var replacement = RegexReplacement.TryCreate(pattern, substitution, out var error);
        if (replacement is null)
            fields.Invalid("pattern", error!, FindingCodes.InvalidRegex);
        return replacement;
    }
}
