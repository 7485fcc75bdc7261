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

    public ClusterResponse ReadCluster() => ClusterResponse.From(Cluster.Read()) with { Suspended = SuspensionResponse.From(Metrics.Read()) };

    public DiagnosticsResponse ReadDiagnostics() => DiagnosticsResponse.From(Routes, Control.Current);

    public MetricsResponse ReadMetrics() => new MetricsAssembly(Routes.Current, Control.Current).Assemble(Metrics.Read());

    public ShadowListResponse ReadShadows()
    {
        var control = Control.Current;
        return new ShadowListResponse(
            control.AllPaused,
            StampResponse.From(control.AllPausedBy),
            [.. Routes.Current.Shadows.Values.OrderBy(shadow => shadow.Name, StringComparer.Ordinal).Select(shadow => ShadowResponse.From(shadow, control))])
        {
            Suspended = SuspensionResponse.From(Metrics.Read()),
        };
    }

    /// <summary>The changes of runtime control.</summary>
    /// <param name="shadow">Those of one shadow; null for all, the master switch's included.</param>
    public ShadowHistoryResponse ReadHistory(string? shadow) => ShadowHistoryResponse.From(Control.Current, shadow);

    /// <inheritdoc cref="RouteTest.Describe(string?, string?, string?, IEnumerable{string})"/>
    public RouteTestResponse TestRoute(string? method, string? host, string? target, IEnumerable<string> headers) =>
        new RouteTest(Routes.Current, Control.Current).Describe(method, host, target, headers);

    /// <summary>Whether the process is ending.</summary>
    public Func<bool> IsEnding { get; init; } = static () => false;

    public ReadyResponse ReadReadiness()
    {
        if (IsEnding())
            return new ReadyResponse(false, "the node is ending");

        if (!Routes.IsLoaded)
            return new ReadyResponse(false, "the mappings are not loaded yet");

        var state = Cluster.Read();
        return state.IsReady ? new ReadyResponse(true, null) : new ReadyResponse(false, state.NotReadyReason ?? $"the node is {state.SelfStatus}");
    }
}
