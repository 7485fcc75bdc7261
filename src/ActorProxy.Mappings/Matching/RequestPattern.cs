using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Matching;

/// <summary>Everything that a request must meet to belong to a group.</summary>
internal sealed class RequestPattern
{
    /// <summary>The path.</summary>
    public required PathPattern Path { get; init; }

    /// <summary>The host.</summary>
    public HostPattern Host { get; init; } = HostPattern.Any;

    /// <summary>The method; null means any.</summary>
    public TextMatch? Method { get; init; }

    /// <summary>The headers, exact ones before regular expressions, each sorted by name.</summary>
    public IReadOnlyList<NamedMatch> Headers { get; init; } = [];

    /// <summary>The query parameters, in the same order.</summary>
    public IReadOnlyList<NamedMatch> Query { get; init; } = [];

    /// <summary>Whether the request meets all of it.</summary>
    public bool Matches<TRequest>(in TRequest request)
        where TRequest : struct, IRequestHead =>
        Path.Matches(request.Path) && MatchesRest(request);

    /// <summary>Whether the request meets all but the path.</summary>
    public bool MatchesRest<TRequest>(in TRequest request)
        where TRequest : struct, IRequestHead =>
        Host.Matches(request.Authority)
        && (Method is null || Method.Matches(request.Method))
        && (Headers.Count == 0 || MatchesHeaders(request))
        && (Query.Count == 0 || MatchesQuery(request.Query));

    private bool MatchesHeaders<TRequest>(in TRequest request)
        where TRequest : struct, IRequestHead
    {
        for (var i = 0; i < Headers.Count; i++)
        {
            var value = ValueOf(request, Headers[i].Name);
            if (value is null || !Headers[i].Value.Matches(value))
                return false;
        }

        return true;
    }

    /// <summary>The value that a condition on headers looks at. Envoy lets conditions name the pseudo-headers too.</summary>
    internal static string? ValueOf<TRequest>(in TRequest request, string name)
        where TRequest : struct, IRequestHead => name switch
        {
            ":method" => request.Method,
            ":authority" => request.Authority,
            ":path" => request.Path + request.Query,
            _ => request.Header(name),
        };

    private bool MatchesQuery(string query)
    {
        for (var i = 0; i < Query.Count; i++)
        {
            if (!QueryText.TryFind(query, Query[i].Name, out var value) || !Query[i].Value.Matches(value))
                return false;
        }

        return true;
    }
}
