using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Shadows;

/// <summary>How reply bodies are compared.</summary>
public enum BodyComparison
{
    /// <summary>As JSON by structure where both are JSON, else byte by byte.</summary>
    Json,

    /// <summary>Byte by byte.</summary>
    Bytes,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A policy's <c>compare</c>: how the shadow's replies are compared with production's.</summary>
public sealed record CompareSettings
{
    /// <summary>Whether the status counts. Default true.</summary>
    public bool Status { get; init; } = true;

    /// <summary>
    /// Headers and trailers that count, in lower case; an entry may end in <c>*</c>, which does not take those that differ by their nature (clocks,
    /// identifiers of the request). Default none.
    /// </summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>How bodies are compared. Default as JSON.</summary>
    public BodyComparison Body { get; init; }

    /// <summary>JSON paths (<c>$.a[*].b</c>, <c>$..c</c>) and header names, which may end in <c>*</c>, that do not count.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Numbers that differ by no more than this count as equal, relative to the larger one. Default 0.</summary>
    public double NumericTolerance { get; init; }

    /// <summary>JSON paths of arrays whose order does not count.</summary>
    public IReadOnlyList<string> Unordered { get; init; } = [];

    /// <summary>Longest reply body that is compared, in bytes; longer ones count as truncated. Default 256 KiB.</summary>
    public int MaxReplyBytes { get; init; } = 256 * 1024;

    /// <summary>Percentage of the copies that are compared. Default 100.</summary>
    public double Sample { get; init; } = 100;

    /// <summary>A second instance of production, from which noise is learnt; null when there is none.</summary>
    public ServiceTarget? Baseline { get; init; }

    /// <summary>Replacements before the comparison, in this order: in header values, in texts inside JSON, in bodies that are other text.</summary>
    public IReadOnlyList<Normalisation> Normalise { get; init; } = [];

    /// <summary>Headers whose values are not shown in samples, on top of those that carry credentials.</summary>
    public IReadOnlyList<string> Redact { get; init; } = [];

    /// <summary>How requests are grouped into endpoints.</summary>
    public EndpointSource EndpointBy { get; init; } = EndpointSource.Default;

    /// <summary>What the shadow must fulfil to pass.</summary>
    public VerdictCriteria Verdict { get; init; } = VerdictCriteria.Default;
}
