using System.Buffers;
using System.Collections.Frozen;

namespace ActorProxy.Mappings.Redaction;

/// <summary>Which headers carry secrets. Whatever is kept or shown of a request or a reply goes through it first.</summary>
public sealed class HeaderRedaction
{
    /// <summary>What stands in place of a secret value.</summary>
    public const string Placeholder = "[redacted]";

    private static readonly string[] Always = ["Authorization", "Cookie", "Set-Cookie", "Proxy-Authorization"];

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly FrozenSet<string> _names;

    /// <summary>Takes the built-in names and some more.</summary>
    /// <param name="additional">Names of headers, in any case.</param>
    /// <exception cref="ArgumentException">One is not the name of a header.</exception>
    public HeaderRedaction(IEnumerable<string> additional)
    {
        _names = Always.Concat(additional).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        if (_names.FirstOrDefault(n => !IsHeaderName(n)) is { } wrong)
            throw new ArgumentException($"'{wrong}' is not the name of a header.", nameof(additional));
    }

    /// <summary>The built-in names alone: <c>Authorization</c>, <c>Cookie</c>, <c>Set-Cookie</c>, <c>Proxy-Authorization</c>.</summary>
    public static HeaderRedaction Default { get; } = new([]);

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _names.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>These names and some more.</summary>
    /// <param name="additional">Names of headers, in any case.</param>
    /// <exception cref="ArgumentException">One is not the name of a header.</exception>
    public HeaderRedaction With(IReadOnlyCollection<string> additional) => additional.Count == 0 ? this : new HeaderRedaction(_names.Concat(additional));

    /// <summary>Whether a header's value must not be shown; names in any case.</summary>
    public bool IsSecret(string name) => _names.Contains(name);

    /// <summary>A header's value as it may be shown: itself, or <see cref="Placeholder"/>.</summary>
    public string Shown(string name, string value) => IsSecret(name) ? Placeholder : value;

    private static bool IsHeaderName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);
}
