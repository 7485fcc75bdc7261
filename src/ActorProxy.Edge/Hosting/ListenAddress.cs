using System.Net;

namespace ActorProxy.Edge.Hosting;

/// <summary>One <c>--listen</c> URL, read.</summary>
/// <param name="IsSecure">Whether it is of https.</param>
/// <param name="Host">The host as it was given.</param>
/// <param name="Addresses">The addresses to bind.</param>
/// <param name="Port">The port; 0 means any.</param>
internal sealed record ListenAddress(bool IsSecure, string Host, IReadOnlyList<IPAddress> Addresses, int Port)
{
    /// <summary>What the URL begins with.</summary>
    public string Scheme => IsSecure ? "https" : "http";

    /// <exception cref="ArgumentException">The text is not a URL that an edge can listen on.</exception>
    public static ListenAddress Parse(string url)
    {
        const string Clear = "http://";
        const string Secure = "https://";
        var text = url.Trim().TrimEnd('/');
        var isSecure = text.StartsWith(Secure, StringComparison.OrdinalIgnoreCase);
        if (!isSecure && !text.StartsWith(Clear, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"Cannot listen on '{url}': an http or https URL is needed, such as http://127.0.0.1:8080.", nameof(url));

        var authority = text[(isSecure ? Secure : Clear).Length..];
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        var host = hasPort ? authority[..colon] : authority;
        var port = isSecure ? 443 : 80;
        if (hasPort && !(int.TryParse(authority[(colon + 1)..], out port) && port is >= 0 and <= IPEndPoint.MaxPort))
            throw new ArgumentException($"Cannot listen on '{url}': '{authority[(colon + 1)..]}' is not a port.", nameof(url));

        return new ListenAddress(isSecure, host, AddressesOf(host, url), port);
    }

    private static IReadOnlyList<IPAddress> AddressesOf(string host, string url) => host.ToLowerInvariant() switch
    {
        "*" or "+" => [IPAddress.IPv6Any],
        "localhost" => [IPAddress.Loopback],
        _ when IPAddress.TryParse(host, out var address) => [address],
        _ => throw new ArgumentException($"Cannot listen on '{url}': '{host}' is not an IP address, localhost or *.", nameof(url)),
    };
}
