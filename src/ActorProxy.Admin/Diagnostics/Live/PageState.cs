using ActorProxy.Admin.Api;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Diagnostics.Live;

/// <summary>Everything that the page shows, as of one moment. A new one comes each second while somebody looks.</summary>
public sealed record PageState
{
    /// <summary>When it was read (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The cluster as this node sees it.</summary>
    public required ClusterResponse Cluster { get; init; }

    /// <summary>The node's readiness.</summary>
    public required ReadyResponse Readiness { get; init; }

    /// <summary>Sum of all nodes' counters; Mappings that nothing was counted for yet are in it too.</summary>
    public required MetricsTotals Totals { get; init; }

    /// <summary>Each node's part, this node first.</summary>
    public required IReadOnlyList<NodeMetrics> Nodes { get; init; }

    /// <summary>Age of the oldest snapshot of a living node.</summary>
    public required TimeSpan OldestAge { get; init; }

    /// <summary>Runtime control.</summary>
    public required ShadowListResponse Control { get; init; }

    /// <summary>The newest changes of runtime control, newest first.</summary>
    public required IReadOnlyList<ShadowChangeResponse> Changes { get; init; }

    /// <summary>Findings and routes.</summary>
    public required DiagnosticsResponse Configuration { get; init; }

    /// <summary>Where shards are; null until the regions have answered.</summary>
    public IReadOnlyList<RegionResponse>? Regions { get; init; }

    /// <summary>What happened in the last seconds.</summary>
    public required RecentWindow Recent { get; init; }

    /// <summary>The last minutes, oldest first; only those in which somebody looked.</summary>
    public required IReadOnlyList<HistoryPoint> History { get; init; }

    /// <summary>The node's address without protocol and system name, for people.</summary>
    public string Self => ShortAddress(Cluster.Self);

    /// <summary><c>127.0.0.1:4053</c> of <c>akka.tcp://actorproxy@127.0.0.1:4053</c>.</summary>
    public static string ShortAddress(string? address) => address is null ? "no cluster" : address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The counters of one shadow; null when there is none of that name.</summary>
    public ShadowMetrics? Shadow(string name) => Totals.Shadows.FirstOrDefault(shadow => shadow.Mapping == name);

    /// <summary>The setting of one shadow; null when it is not configured (any more).</summary>
    public ShadowResponse? Setting(string name) => Control.Shadows.FirstOrDefault(shadow => shadow.Name == name);
}
