using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>The shadow Mappings that this dispatcher node can send to; follows the route table and runtime control.</summary>
internal sealed class ShadowTargets
{
    private readonly Lock _lock = new();
    private readonly IServiceDirectory _services;
    private readonly TimeProvider _time;
    private readonly ComparisonRecords _comparisons;
    private readonly CopyLog? _log;
    private volatile Dictionary<string, ShadowTarget> _targets = [];
    private ControlState _control = ControlState.Default;

    public ShadowTargets(
        RouteTableStore routes, IShadowControl control, IServiceDirectory services, TimeProvider time, ComparisonRecords comparisons, CopyLog? log = null)
    {
        (_services, _time, _comparisons, _log) = (services, time, comparisons, log);
        // Read after subscribing, so that no change falls between the two.
        control.Changed += Apply;
        lock (_lock) _control = control.Current;
        routes.Changed += Follow;
        Follow(routes.Current);
    }

    /// <summary>The target of a shadow Mapping; null when this node's table does not have it (any more, or yet).</summary>
    public ShadowTarget? Find(string shadow) => _targets.GetValueOrDefault(shadow);

    private void Follow(RouteTable table)
    {
        lock (_lock)
        {
            var old = _targets;
            var next = new Dictionary<string, ShadowTarget>();
            foreach (var route in table.Shadows.Values) next[route.Name] = Target(route, old.GetValueOrDefault(route.Name));
            _targets = next;
            foreach (var (name, target) in old)
            {
                var kept = next.GetValueOrDefault(name);
                if (kept?.Connections != target.Connections) DisposeWhenDone(target.Destination);
                if (target.Comparison?.Baseline is { } baseline && kept?.Comparison?.Baseline != baseline) DisposeWhenDone(baseline.Destination);
            }
        }
    }

    // What is known of the service (connections, breaker) is kept for as long as the service and its timeout stay the same.
    private ShadowTarget Target(ShadowRoute route, ShadowTarget? old)
    {
        var comparison = Comparison(route, old);
        return old is not null && old.Route.Service == route.Service && old.Route.Upstream == route.Upstream && old.Settings.Timeout == route.Settings.Timeout
            ? new ShadowTarget(route, old.Endpoints, old.Connections, old.Breaker, _control, _log) { Comparison = comparison }
            : new ShadowTarget(
                route, _services.For(route.Service, route.Upstream), CopyConnections.Create(route, _time), new CircuitBreaker(_time), _control, _log)
            {
                Comparison = comparison,
            };
    }

    private ShadowComparison? Comparison(ShadowRoute route, ShadowTarget? old)
    {
        if (route.Settings.Compare is not { } compare) return null;
        var baseline = compare.Baseline is { } service ? Baseline(route, service, old?.Comparison?.Baseline) : null;
        return new ShadowComparison(route.Name, compare, _comparisons, baseline);
    }

    private BaselineTarget Baseline(ShadowRoute route, ServiceTarget service, BaselineTarget? old)
    {
        if (old is not null && old.Service == service && old.Destination.Timeout == route.Settings.Timeout) return old;
        var (upstream, timeout) = (UpstreamSettings.Default, route.Settings.Timeout);
        var connections = CopyConnections.Create(service, upstream, timeout, _time);
        var destination = new CopyDestination(CopyRules.OfBaseline(route, service), _services.For(service, upstream), connections, timeout);
        return new BaselineTarget(destination, new CircuitBreaker(_time));
    }

    private void Apply(ControlState control)
    {
        lock (_lock)
        {
            _control = control;
            foreach (var target in _targets.Values) target.Apply(control);
        }
    }

    // Copies under way on it end within their timeout.
    private void DisposeWhenDone(CopyDestination destination) =>
        _ = Task.Delay(destination.Timeout + TimeSpan.FromSeconds(1), _time)
            .ContinueWith(_ => destination.Connections.Dispose(), TaskScheduler.Default);
}
