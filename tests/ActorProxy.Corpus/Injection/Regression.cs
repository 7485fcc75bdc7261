using ActorProxy.Corpus.Services;

namespace ActorProxy.Corpus.Injection;

/// <summary>One thing that the candidate does wrong.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Endpoint">Where; null for everywhere.</param>
/// <param name="Paths">Fields by which it may be reported; an entry that ends in <c>*</c> takes all that begin with it.</param>
/// <param name="Apply">Makes a reply wrong.</param>
public sealed record Regression(string Name, Endpoint? Endpoint, IReadOnlyList<string> Paths, Action<ReplyDraft> Apply)
{
    /// <summary>Stands for every request of its endpoint.</summary>
    public const double Always = 1;

    /// <summary>How often, as a share of all requests; <see cref="Always"/> for each of its endpoint.</summary>
    public double Rate { get; init; } = Always;

    /// <summary>Whether nothing else of the reply can be compared.</summary>
    public bool SpoilsReply { get; init; }

    /// <summary>Whether only time shows it, which Diffy does not look at.</summary>
    public bool IsLatency => Paths.Contains("latency");

    /// <summary>How often, as a share of the requests of its endpoint.</summary>
    public double EndpointRate => Math.Min(1, Rate / (Endpoint?.Share ?? 1));

    /// <summary>Whether a field that is reported for an endpoint is this regression.</summary>
    public bool Explains(string endpoint, string path) =>
        (Endpoint is null || endpoint == Endpoint.Name || endpoint == "*")
        && Paths.Any(p => p.EndsWith('*') && !p.EndsWith("[*]", StringComparison.Ordinal) ? path.StartsWith(p[..^1], StringComparison.Ordinal) : path == p);
}
