using ActorProxy.Mappings.Routing;
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
    private readonly CopyLog? _log;
    private volatile Dictionary<string, ShadowTarget> _targets = [];
    private ControlState _control = ControlState.Default;

    public ShadowTargets(RouteTableStore routes, IShadowControl control, IServiceDirectory services, TimeProvider time, CopyLog? log = null)
    {
        (_services, _time, _log) = (services, time, log);
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
                if (!next.TryGetValue(name, out var kept) || kept.Connections != target.Connections) DisposeWhenDone(target);
            }
        }
    }

    // What is known of the service (connections, breaker) is kept for as long as the service and its timeout stay the same.
    private ShadowTarget Target(ShadowRoute route, ShadowTarget? old) =>
        old is not null && old.Route.Service == route.Service && old.Route.Upstream == route.Upstream && old.Settings.Timeout == route.Settings.Timeout
            ? new ShadowTarget(route, old.Endpoints, old.Connections, old.Breaker, _control, _log)
            : new ShadowTarget(
                route, _services.For(route.Service, route.Upstream), CopyConnections.Create(route, _time), new CircuitBreaker(_time), _control, _log);

    private void Apply(ControlState control)
    {
        lock (_lock)
        {
            _control = control;
            foreach (var target in _targets.Values) target.Apply(control);
        }
    }

    // Copies under way on it end within their timeout.
    private void DisposeWhenDone(ShadowTarget target) =>
        _ = Task.Delay(target.Settings.Timeout + TimeSpan.FromSeconds(1), _time)
            .ContinueWith(_ => target.Connections.Dispose(), TaskScheduler.Default);
}
