namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>An answer that sends the client elsewhere; the request goes to no service and is never copied.</summary>
public sealed class Redirect
{
    /// <summary>Status of the answer: 301, 302, 303, 307 or 308.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Scheme of the new place; null keeps the request's.</summary>
    public string? Scheme { get; init; }

    /// <summary>Host of the new place, with its port if it has one; null keeps the request's, port included while the scheme stays.</summary>
    public string? Host { get; init; }

    /// <summary>Port of the new place, when <see cref="Host"/> has none.</summary>
    public int? Port { get; init; }

    /// <summary>Whether the request's port is kept with a new <see cref="Host"/> too, while the scheme stays (Gateway API: the listener's port).</summary>
    public bool KeepsPort { get; init; }

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

    /// <summary>The same redirect with another change of the path.</summary>
    internal Redirect With(PathRewrite path) => new()
    {
        StatusCode = StatusCode,
        Scheme = Scheme,
        Host = Host,
        Port = Port,
        KeepsPort = KeepsPort,
        Path = path,
    };

    private string Authority(string newScheme, string scheme, string authority)
    {
        var requestHost = Matching.HostPattern.WithoutPort(authority);
        var host = Host ?? requestHost.ToString();
        if (Port is { } port)
            return (newScheme, port) is ("http", 80) or ("https", 443) ? host : $"{host}:{port}";

        // A port that belongs to the old scheme makes no sense with the new one.
        var keepsPort = newScheme == scheme && (Host is null || KeepsPort);
        return keepsPort ? string.Concat(host, authority.AsSpan(requestHost.Length)) : host;
    }
}
