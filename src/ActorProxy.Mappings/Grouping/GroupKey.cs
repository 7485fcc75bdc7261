using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Grouping;

/// <summary>
/// What ties Mappings into a group (Ambassador: <c>_group_id</c>): method, prefix, headers with host and method among them, query
/// parameters, precedence. How the prefix is read (regular expression, exact) is not part of it.
/// </summary>
internal static class GroupKey
{
    /// <summary>A text that is equal for Mappings of one group.</summary>
    public static string Of(MappingResource mapping) => string.Join('\n', Parts(mapping).Select(part => part.Value));

    /// <summary>The parts of the key with their names, for telling what differs.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Parts(MappingResource mapping) =>
    [
        new("prefix", mapping.Prefix),
        new("hostname", mapping.HasHost ? mapping.Pattern.Host.ToString() : "(none)"),
        new("method", mapping.Pattern.Method?.ToString() ?? "*"),
        new("headers", Text(mapping.Pattern.Headers)),
        new("query_parameters", Text(mapping.Pattern.Query)),
        new("precedence", mapping.Precedence.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <summary>The group in words.</summary>
    public static string Display(RequestPattern pattern)
    {
        var words = new List<string>();
        if (pattern.Method is { } method)
            words.Add(method.Text);
        words.Add((pattern.Host.Kind == HostPatternKind.Any ? "*" : pattern.Host.Text) + " " + pattern.Path.Text);
        words.AddRange(pattern.Headers.Select(header => header.Name + header.Value));
        words.AddRange(pattern.Query.Select(parameter => "?" + parameter.Name + parameter.Value));
        return string.Join(' ', words);
    }

    // Lengths keep values that contain separators from running together.
    private static string Text(IReadOnlyList<NamedMatch> matches) =>
        string.Concat(matches.Select(match => $"{match.Name}{match.Value.ToString().Length}{match.Value};"));
}
