using System.Text.Json;

namespace ActorProxy.Testing.Cluster;

/// <summary>Answer of <c>GET /api/shadows/{name}/comparison</c>.</summary>
internal sealed record ComparisonAnswer(
    string Name,
    bool Enabled,
    string? Baseline,
    long Compared,
    IReadOnlyDictionary<string, long> Outcomes,
    long Paired,
    IReadOnlyList<FieldAnswer> Fields,
    IReadOnlyList<StatusPairAnswer> Statuses,
    IReadOnlyList<StatusPairAnswer> BaselineStatuses,
    PairedLatencyAnswer Latency)
{
    /// <summary>A field over all endpoints, or of the only one; null when it never differed.</summary>
    public FieldAnswer? Field(string path) => Fields.FirstOrDefault(f => f.Path == path);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: {Compared} compared, {Paired} paired; {string.Join(", ", Outcomes)}; {string.Join(", ", Fields)}; {string.Join(", ", Statuses)}";
}

/// <summary>A field that differed.</summary>
internal sealed record FieldAnswer(string Endpoint, string Path, long Requests, PairAnswer Different, double RawRate, double NoiseRate, bool Regression);

/// <summary>In how many requests something differed.</summary>
internal sealed record PairAnswer(long Shadow, long Baseline, long Both);

/// <summary>A cell of a status matrix.</summary>
internal sealed record StatusPairAnswer(string Production, string Other, long Count);

/// <summary>Latencies of two services on the same requests.</summary>
internal sealed record PairedLatencyAnswer(long Count);

/// <summary>Answer of <c>GET /api/shadows/{name}/diffs</c>.</summary>
internal sealed record DiffsAnswer(IReadOnlyList<string> Nodes, IReadOnlyList<string> Unanswered, IReadOnlyList<JsonElement> Samples);
