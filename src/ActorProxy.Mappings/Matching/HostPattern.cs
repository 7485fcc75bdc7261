namespace ActorProxy.Mappings.Matching;

/// <summary>Kinds of <see cref="HostPattern"/>.</summary>
internal enum HostPatternKind
{
    Any,
    Exact,
    Suffix,
    Prefix,
    Regex,
}

/// <summary>A condition on the Host of a request. Host names are compared without regard to case; a port in the request counts.</summary>
internal sealed class HostPattern
{
    private readonly TextMatch? _regex;
    private readonly bool _ignorePort;
    private readonly string _fixed;

    private HostPattern(HostPatternKind kind, string text, string fixedPart, TextMatch? regex, bool ignorePort)
    {
        (Kind, Text, _fixed, _regex, _ignorePort) = (kind, text, fixedPart, regex, ignorePort);
    }

    /// <summary>Every host.</summary>
    public static HostPattern Any { get; } = Glob("*");

    /// <summary>What kind it is.</summary>
    public HostPatternKind Kind { get; }

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>A <c>hostname</c>: exact, or with a star at one end (Envoy: a star elsewhere is a plain character, which no host has).</summary>
    /// <param name="text">The glob.</param>
    /// <param name="ignorePort">Whether a port in the request's Host is left out of account (the Gateway API), or must be in the glob (Envoy).</param>
    public static HostPattern Glob(string text, bool ignorePort = false) => text switch
    {
        "*" => new(HostPatternKind.Any, text, "", null, ignorePort),
        ['*', .. var suffix] => new(HostPatternKind.Suffix, text, suffix, null, ignorePort),
        [.. var prefix, '*'] => new(HostPatternKind.Prefix, text, prefix, null, ignorePort),
        _ => new(HostPatternKind.Exact, text, text, null, ignorePort),
    };

    /// <summary>A <c>host</c> with <c>host_regex</c>.</summary>
    public static HostPattern Regex(TextMatch regex) => new(HostPatternKind.Regex, regex.Text, "", regex, ignorePort: false);

    /// <summary>The condition as one on a text, for Ambassador's ranking.</summary>
    public TextMatch AsCondition => _regex ?? TextMatch.Exact(Text);

    /// <summary>Whether only the host part of the request's Host is looked at.</summary>
    public bool IgnoresPort => _ignorePort;

    /// <summary>Whether a request with this Host (or <c>:authority</c>) is meant.</summary>
    public bool Matches(string authority)
    {
        if (Kind == HostPatternKind.Any)
            return true;

        var host = _ignorePort ? WithoutPort(authority) : authority;
        return Kind switch
        {
            HostPatternKind.Exact => host.Equals(_fixed, StringComparison.OrdinalIgnoreCase),
            HostPatternKind.Suffix => host.Length > _fixed.Length && host.EndsWith(_fixed, StringComparison.OrdinalIgnoreCase),
            HostPatternKind.Prefix => host.Length > _fixed.Length && host.StartsWith(_fixed, StringComparison.OrdinalIgnoreCase),
            _ => _regex!.Matches(host),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => _regex is null ? Text.ToLowerInvariant() : $"~{Text}";

    /// <summary>The host without its port.</summary>
    internal static ReadOnlySpan<char> WithoutPort(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon < 0 || authority.AsSpan(colon).Contains(']') ? authority : authority.AsSpan(0, colon);
    }
}
