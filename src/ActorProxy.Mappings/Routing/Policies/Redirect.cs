namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>An answer that sends the client elsewhere; the request goes to no service and is never copied.</summary>
public sealed class Redirect
{
    /// <summary>Status of the answer: 301, 302, 303, 307 or 308.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Scheme of the new place; null keeps the request's.</summary>
    public string? Scheme { get; init; }

    /// <summary>Host of the new place, with its port if there is one; null keeps the request's.</summary>
    public string? Host { get; init; }

    /// <summary>Port of the new place, where <see cref="Host"/> is null or has none; null keeps what there is.</summary>
    public int? Port { get; init; }

    /// <summary>How the path changes; a replacement may bring a query of its own, which then takes the place of the request's.</summary>
    public PathRewrite Path { get; init; } = PathRewrite.None;

    /// <summary>The value of <c>Location</c>.</summary>
    /// <param name="scheme">The request's scheme, <c>http</c> or <c>https</c>.</param>
    /// <param name="authority">Its Host.</param>
    /// <param name="path">Its normalised path.</param>
    /// <param name="query">Its query with the leading question mark, or an empty string.</param>
    public string Location(string scheme, string authority, string path, string query)
    {
        var newPath = Path.Apply(path);
        var newScheme = Scheme ?? scheme;
        return $"{newScheme}://{Authority(newScheme, scheme, authority)}{newPath}{(newPath.Contains('?') ? "" : query)}";
    }

    private string Authority(string newScheme, string scheme, string authority)
    {
        var host = Host ?? authority;
        if (Port is { } port)
            return Matching.HostPattern.WithoutPort(host).ToString() + ((newScheme, port) is ("http", 80) or ("https", 443) ? "" : $":{port}");

        // A port that belongs to the old scheme makes no sense with the new one.
        return Host is null && newScheme != scheme ? Matching.HostPattern.WithoutPort(host).ToString() : host;
    }
}
