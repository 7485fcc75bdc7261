using System.Diagnostics.CodeAnalysis;

namespace ActorProxy.Pbm.CommandLine;

/// <summary>Where a node's admin listener is.</summary>
/// <param name="Host">Name or address; an IPv6 address in brackets.</param>
/// <param name="Port">Port, 1 to 65535.</param>
/// <param name="IsSecure">Whether it speaks https.</param>
internal sealed record NodeAddress(string Host, int Port, bool IsSecure = false)
{
    /// <summary>Where to look when nothing is said (Petabridge.Cmd's default).</summary>
    public static NodeAddress Default { get; } = new("127.0.0.1", 9110);

    /// <summary>The URL to send requests to.</summary>
    public Uri Url => new($"{(IsSecure ? "https" : "http")}://{Host}:{Port}/");

    /// <summary>Whether a word is meant as an address. Names of palettes have no colon.</summary>
    public static bool IsMeant(string word) => word.Contains(':', StringComparison.Ordinal);

    /// <summary>Reads <c>HOST:PORT</c>, with or without <c>http://</c> or <c>https://</c> before it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NodeAddress? address)
    {
        var isSecure = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var hasScheme = isSecure || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        var authority = hasScheme ? text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..].TrimEnd('/') : text;
        var colon = authority.LastIndexOf(':');
        address = colon > 0
            && int.TryParse(authority.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var port) && port is > 0 and <= 65535
            && Uri.TryCreate($"http://{authority}/", UriKind.Absolute, out var url) && url is { PathAndQuery: "/", UserInfo: "", Host.Length: > 0 }
                ? new NodeAddress(url.Host, port, isSecure)
                : null;
        return address is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port}";
}
