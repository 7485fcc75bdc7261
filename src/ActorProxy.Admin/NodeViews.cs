using ActorProxy.Admin.Api;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Reporting;

namespace ActorProxy.Admin;

/// <summary>What the admin side reads of a node; the HTTP API and the palettes answer from the same place, so they cannot disagree.</summary>
internal sealed record NodeViews(IClusterView Cluster, IMetricsView Metrics, IShadowControl Control, RouteTableStore Routes)
{
    /// <summary>What was compared; null on a node that cannot tell.</summary>
    public IComparisonView? Comparisons { get; init; }

    public ClusterResponse ReadCluster() => ClusterResponse.From(Cluster.Read());

    public DiagnosticsResponse ReadDiagnostics() => DiagnosticsResponse.From(Routes, Control.Current);

    public MetricsResponse ReadMetrics() => new MetricsAssembly(Routes.Current, Control.Current).Assemble(Metrics.Read());

    public ShadowListResponse ReadShadows()
    {
        var control = Control.Current;
        return new ShadowListResponse(
            control.AllPaused,
            StampResponse.From(control.AllPausedBy),
            [.. Routes.Current.Shadows.Values.OrderBy(shadow => shadow.Name, StringComparer.Ordinal).Select(shadow => ShadowResponse.From(shadow, control))]);
    }

    public ReadyResponse ReadReadiness()
    {
        if (!Routes.IsLoaded)
            return new ReadyResponse(false, "the mappings are not loaded yet");

        var state = Cluster.Read();
        return state.IsReady ? new ReadyResponse(true, null) : new ReadyResponse(false, state.NotReadyReason ?? $"the node is {state.SelfStatus}");
    }
}
