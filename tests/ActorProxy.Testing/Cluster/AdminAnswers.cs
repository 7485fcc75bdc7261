namespace ActorProxy.Testing.Cluster;

/// <summary>Answer of <c>GET /api/cluster</c>.</summary>
internal sealed record ClusterAnswer(string? Self, string SelfStatus, string? Leader, bool Ready, IReadOnlyList<MemberAnswer> Members);

/// <summary>One member.</summary>
internal sealed record MemberAnswer(string Address, IReadOnlyList<string> Roles, string Status, bool Reachable);

/// <summary>Answer of <c>GET /api/metrics</c>.</summary>
internal sealed record MetricsAnswer(TotalsAnswer Cluster, IReadOnlyList<NodeAnswer> Nodes, int NodesHeld, double OldestAgeMs)
{
    /// <summary>The cluster's counters of a shadow Mapping; zeros when it was not counted yet.</summary>
    public ShadowAnswer Shadow(string name) =>
        Cluster.Shadows.FirstOrDefault(s => s.Name == name) ?? new ShadowAnswer(name, 0, new Dictionary<string, long>(), 0, null, null, false);

    /// <summary>The cluster's counters of a production Mapping; zeros when it was not counted yet.</summary>
    public ProductionAnswer Production(string name) =>
        Cluster.Productions.FirstOrDefault(p => p.Name == name) ?? new ProductionAnswer(name, 0, 0);

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", Cluster.Shadows) + " | " + string.Join("; ", Cluster.Productions);
}

/// <summary>Counters by Mapping.</summary>
internal sealed record TotalsAnswer(IReadOnlyList<ShadowAnswer> Shadows, IReadOnlyList<ProductionAnswer> Productions);

/// <summary>One node's part.</summary>
internal sealed record NodeAnswer(
    string Address, string State, double AgeMs, IReadOnlyList<ShadowAnswer> Shadows, IReadOnlyList<ProductionAnswer> Productions);

/// <summary>Counters of one shadow Mapping.</summary>
internal sealed record ShadowAnswer(
    string Name,
    long Offered,
    IReadOnlyDictionary<string, long> Outcomes,
    long UnderWay,
    double? ConfiguredWeight,
    double? EffectiveWeight,
    bool Paused)
{
    /// <summary>What came of comparing replies.</summary>
    public IReadOnlyDictionary<string, long> Comparisons { get; init; } = new Dictionary<string, long>();

    /// <summary>How often a comparison ended so.</summary>
    public long Compared(string name) => Comparisons.GetValueOrDefault(name);

    /// <summary>Sum of the outcomes.</summary>
    public long Sum => Outcomes.Values.Sum();

    /// <summary>How often copies ended so.</summary>
    public long Outcome(string name) => Outcomes.GetValueOrDefault(name);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: offered {Offered} = {string.Join(" + ", Outcomes.Where(o => o.Value != 0).Select(o => $"{o.Key} {o.Value}"))} + {UnderWay} under way";
}

/// <summary>Counters of one production Mapping.</summary>
internal sealed record ProductionAnswer(string Name, long Requests, long Failed);

/// <summary>Answer of <c>GET /api/diagnostics</c>.</summary>
internal sealed record DiagnosticsAnswer(string Generation, IReadOnlyList<ErrorAnswer> Errors);

/// <summary>One finding.</summary>
internal sealed record ErrorAnswer(string Resource, string Severity, string Code, string Message, string? File);

/// <summary>Answer of <c>GET /api/shadows</c>.</summary>
internal sealed record ShadowsAnswer(bool AllPaused, StampAnswer? AllPausedBy);

/// <summary>Answer of <c>GET /api/shadows/history</c>.</summary>
internal sealed record HistoryAnswer(IReadOnlyList<ChangeAnswer> Changes);

/// <summary>One change.</summary>
internal sealed record ChangeAnswer(string Shadow, double? OverrideWeight, bool Paused, StampAnswer ChangedBy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Shadow} {(OverrideWeight is { } weight ? $"{weight} " : "")}{(Paused ? "paused" : "on")} {ChangedBy.Reason}".TrimEnd();
}

/// <summary>Who changed something, when and why.</summary>
internal sealed record StampAnswer(string Who, DateTimeOffset When, string? Reason);

/// <summary>A line of the answer to a command.</summary>
internal sealed record FrameAnswer(string? Text, string? Error);

/// <summary>A shard of the node that was asked.</summary>
internal sealed record OwnShardAnswer(IReadOnlyList<string> Entities);
