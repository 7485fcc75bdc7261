namespace ActorProxy.Mappings.Matching;

/// <summary>Kinds of <see cref="PathPattern"/>.</summary>
internal enum PathPatternKind
{
    /// <summary>The path starts with the text (as a string: <c>/foo</c> takes <c>/foobar</c>).</summary>
    Prefix,

    /// <summary>The path starts with the text's segments (Gateway API: <c>/foo</c> takes <c>/foo/bar</c> and not <c>/foobar</c>).</summary>
    Segments,

    /// <summary>The path is the text.</summary>
    Exact,

    /// <summary>The whole path is matched by a regular expression.</summary>
    Regex,
}

/// <summary>A condition on a request's path, query excluded.</summary>
internal sealed class PathPattern
{
    private readonly TextMatch? _regex;
    private readonly StringComparison _comparison;

    private PathPattern(PathPatternKind kind, string text, bool caseSensitive, TextMatch? regex)
    {
        (Kind, Text, IsCaseSensitive, _regex) = (kind, text, caseSensitive, regex);
        _comparison = caseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
    }

    /// <summary>What kind it is.</summary>
    public PathPatternKind Kind { get; }

    /// <summary>The text it compares with.</summary>
    public string Text { get; }

    /// <summary>Whether case counts.</summary>
    public bool IsCaseSensitive { get; }

    /// <summary>A text that every matching path starts with, up to case where case does not count. Empty when there is none.</summary>
    public string RequiredStart => Kind switch
    {
        PathPatternKind.Segments => Text.TrimEnd('/'),
        PathPatternKind.Regex => LiteralStart(Text),
        _ => Text,
    };

    /// <summary>A pattern without a regular expression.</summary>
    public static PathPattern Literal(PathPatternKind kind, string text, bool caseSensitive = true) => new(kind, text, caseSensitive, null);

    /// <summary>A pattern with one; case counts always (Envoy).</summary>
    public static PathPattern Regex(TextMatch regex) => new(PathPatternKind.Regex, regex.Text, caseSensitive: true, regex);

    /// <summary>Whether <paramref name="path"/>, normalised and without the query, matches.</summary>
    public bool Matches(string path) => Kind switch
    {
        PathPatternKind.Prefix => path.StartsWith(Text, _comparison),
        PathPatternKind.Segments => MatchesSegments(path),
        PathPatternKind.Exact => path.Equals(Text, _comparison),
        _ => _regex!.Matches(path),
    };

    private bool MatchesSegments(string path)
    {
        var text = Text.AsSpan().TrimEnd('/');
        return path.AsSpan().StartsWith(text, _comparison) && (path.Length == text.Length || path[text.Length] == '/');
    }

    /// <summary>The plain characters at the start of a regular expression that no operator touches.</summary>
    private static string LiteralStart(string regex)
    {
        // An alternative could do without the start.
        if (regex.Contains('|'))
            return "";

        var length = 0;
        while (length < regex.Length && (char.IsAsciiLetterOrDigit(regex[length]) || regex[length] is '/' or '-' or '_' or '~' or '%'))
            length++;

        // The last character may be optional: "ab?" starts with "a" only.
        return length < regex.Length && regex[length] is '?' or '*' or '{' ? regex[..Math.Max(0, length - 1)] : regex[..length];
    }
}
