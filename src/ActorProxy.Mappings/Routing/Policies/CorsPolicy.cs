namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>Cross-origin rules, answered by the proxy as Envoy's CORS filter does.</summary>
public sealed record CorsPolicy
{
    /// <summary>Origins that are let in; <c>*</c> lets in all.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Value of <c>Access-Control-Allow-Methods</c>; empty leaves it out.</summary>
    public string Methods { get; init; } = "";

    /// <summary>Value of <c>Access-Control-Allow-Headers</c>; empty leaves it out.</summary>
    public string Headers { get; init; } = "";

    /// <summary>Value of <c>Access-Control-Expose-Headers</c>; empty leaves it out.</summary>
    public string ExposedHeaders { get; init; } = "";

    /// <summary>Whether credentials may be sent along.</summary>
    public bool Credentials { get; init; }

    /// <summary>Seconds for which a preflight answer holds, as text; empty leaves it out.</summary>
    public string MaxAge { get; init; } = "";

    /// <summary>Whether a request is a preflight that the proxy answers itself, with 200 and <see cref="PreflightHeaders"/>.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="origin">Its <c>Origin</c>; null when absent.</param>
    /// <param name="requestedMethod">Its <c>Access-Control-Request-Method</c>; null when absent.</param>
    public bool IsPreflight(string method, string? origin, string? requestedMethod) =>
        method == "OPTIONS" && !string.IsNullOrEmpty(requestedMethod) && Allows(origin);

    /// <summary>Whether the origin is let in.</summary>
    public bool Allows(string? origin) =>
        !string.IsNullOrEmpty(origin) && Origins.Any(allowed => allowed == "*" || allowed == origin);

    /// <summary>The headers of the answer to a preflight from an origin that is let in.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PreflightHeaders(string origin) =>
    [
        .. Common(origin),
        .. Given("Access-Control-Allow-Methods", Methods),
        .. Given("Access-Control-Allow-Headers", Headers),
        .. Given("Access-Control-Max-Age", MaxAge),
    ];

    /// <summary>The headers to set on production's reply to a request from an origin that is let in.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ReplyHeaders(string origin) =>
        [.. Common(origin), .. Given("Access-Control-Expose-Headers", ExposedHeaders)];

    private IEnumerable<KeyValuePair<string, string>> Common(string origin) =>
        [new("Access-Control-Allow-Origin", origin), .. Given("Access-Control-Allow-Credentials", Credentials ? "true" : "")];

    private static KeyValuePair<string, string>[] Given(string name, string value) =>
        value.Length == 0 ? [] : [new(name, value)];
}
