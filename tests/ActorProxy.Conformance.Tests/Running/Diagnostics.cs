namespace ActorProxy.Conformance.Tests.Running;

/// <summary>Answer of <c>GET /api/diagnostics</c>.</summary>
internal sealed record Diagnostics(string Generation, IReadOnlyList<Finding> Errors, IReadOnlyList<Route> Routes)
{
    /// <summary>The findings about a file.</summary>
    public IReadOnlyList<Finding> In(string file) => [.. Errors.Where(finding => Path.GetFileName(finding.File) == file)];
}

/// <summary>One finding.</summary>
internal sealed record Finding(string Severity, string Code, string Resource, string Message, string? File, int? Line, string? Field)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Severity} {Code} {Resource} {Field} (line {Line}): {Message}";
}

/// <summary>A group of Mappings.</summary>
internal sealed record Route(int Index, string Prefix, IReadOnlyList<Production> Productions);

/// <summary>A production Mapping of a group.</summary>
internal sealed record Production(string Name, double Share);

/// <summary>Answer of <c>GET /api/metrics</c>, as far as cases look at it.</summary>
internal sealed record Metrics(Totals Cluster);

/// <summary>The cluster's counters.</summary>
internal sealed record Totals(IReadOnlyList<ShadowCounters> Shadows);

/// <summary>Counters of one shadow Mapping.</summary>
internal sealed record ShadowCounters(string Name, long Offered, IReadOnlyDictionary<string, long> Outcomes)
{
    /// <summary>Whether every copy has ended.</summary>
    public bool IsSettled => Outcomes.Values.Sum() == Offered;

    /// <summary><c>offered</c>, or an outcome.</summary>
    public long Of(string counter) => counter == "offered" ? Offered : Outcomes.GetValueOrDefault(counter);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}: offered {Offered}, {string.Join(", ", Outcomes.Where(outcome => outcome.Value > 0).Select(outcome => $"{outcome.Key} {outcome.Value}"))}";
}
