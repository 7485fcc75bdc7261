namespace ActorProxy.Node.Demo.Admin;

// The parts of the admin API's JSON that the demo reads. Everything may be missing: a demo shows what there is.

/// <summary>Answer of <c>GET /ready</c>.</summary>
internal sealed record ReadyAnswer(bool Ready, string? Reason);

/// <summary>Answer of <c>GET /api/cluster</c>.</summary>
internal sealed record ClusterAnswer
{
    /// <summary>All members, oldest first.</summary>
    public IReadOnlyList<MemberAnswer> Members { get; init; } = [];

    /// <summary>Edges that have suspended copying because they have too much to do.</summary>
    public IReadOnlyList<SuspensionAnswer> Suspended { get; init; } = [];
}

/// <summary>An edge that has suspended copying, and why.</summary>
internal sealed record SuspensionAnswer(string Node, string Reason);

/// <summary>One member of the cluster.</summary>
internal sealed record MemberAnswer(string Address, string Status, bool Reachable)
{
    /// <summary>Its roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}

/// <summary>Answer of <c>GET /api/metrics</c>.</summary>
internal sealed record MetricsAnswer
{
    /// <summary>The sums over all nodes.</summary>
    public TotalsAnswer Cluster { get; init; } = new();
}

/// <summary>Counters by Mapping.</summary>
internal sealed record TotalsAnswer
{
    /// <summary>Shadow Mappings, by name.</summary>
    public IReadOnlyList<ShadowAnswer> Shadows { get; init; } = [];

    /// <summary>Production Mappings, by name.</summary>
    public IReadOnlyList<ProductionAnswer> Productions { get; init; } = [];
}

/// <summary>Counters of one shadow Mapping.</summary>
internal sealed record ShadowAnswer(string Name, long Offered, long UnderWay, double? ConfiguredWeight, double? EffectiveWeight, bool Paused)
{
    /// <summary>Counts by outcome.</summary>
    public IReadOnlyDictionary<string, long> Outcomes { get; init; } = new Dictionary<string, long>();

    /// <summary>Answered copies by status code.</summary>
    public IReadOnlyDictionary<string, long> Statuses { get; init; } = new Dictionary<string, long>();

    /// <summary>Production's latency on the copies that were answered.</summary>
    public LatencyAnswer? ProductionLatencyMs { get; init; }

    /// <summary>The shadow's latency on the same copies.</summary>
    public LatencyAnswer? ShadowLatencyMs { get; init; }
}

/// <summary>Counters of one production Mapping.</summary>
internal sealed record ProductionAnswer(string Name, long Requests, long Failed)
{
    /// <summary>From a request's arrival to the head of its reply.</summary>
    public LatencyAnswer? LatencyMs { get; init; }
}

/// <summary>Quantiles in milliseconds.</summary>
internal sealed record LatencyAnswer(long Count, double P50, double P99);
