using System.Net;

namespace ActorProxy.Edge.Hosting;

/// <summary>One <c>--listen</c> URL, read.</summary>
/// <param name="Host">The host as it was given.</param>
/// <param name="Addresses">The addresses to bind.</param>
/// <param name="Port">The port; 0 means any.</param>
internal sealed record ListenAddress(string Host, IReadOnlyList<IPAddress> Addresses, int Port)
{
    /// <exception cref="ArgumentException">The text is not a URL that an edge can listen on.</exception>
    public static ListenAddress Parse(string url)
    {
        const string Scheme = "http://";
        var text = url.Trim().TrimEnd('/');
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"Cannot listen on '{url}': an http URL is needed, such as http://127.0.0.1:8080.", nameof(url));

        var authority = text[Scheme.Length..];
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        var host = hasPort ? authority[..colon] : authority;
        var port = 80;
        if (hasPort && !(int.TryParse(authority[(colon + 1)..], out port) && port is >= 0 and <= IPEndPoint.MaxPort))
            throw new ArgumentException($"Cannot listen on '{url}': '{authority[(colon + 1)..]}' is not a port.", nameof(url));

        return new ListenAddress(host, AddressesOf(host, url), port);
    }

    private static IReadOnlyList<IPAddress> AddressesOf(string host, string url) => host.ToLowerInvariant() switch
    {
        "*" or "+" => [IPAddress.IPv6Any],
        "localhost" => [IPAddress.Loopback],
        _ when IPAddress.TryParse(host, out var address) => [address],
        _ => throw new ArgumentException($"Cannot listen on '{url}': '{host}' is not an IP address, localhost or *.", nameof(url)),
    };
}
