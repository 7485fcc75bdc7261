using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>One shadow Mapping on this dispatcher node: where its copies go and what is in force for it. Shared by its lanes here.</summary>
internal sealed class ShadowTarget
{
    private double _threshold;
    private volatile bool _paused;

    public ShadowTarget(
        ShadowRoute route, ServiceEndpoints endpoints, ICopyConnections connections, CircuitBreaker breaker, ControlState control, CopyLog? log = null)
    {
        (Route, Breaker, Log) = (route, breaker, log);
        Destination = new CopyDestination(CopyRules.Of(route), endpoints, connections, route.Settings.Timeout);
        Apply(control);
    }

    public ShadowRoute Route { get; }

    public ShadowSettings Settings => Route.Settings;

    public ServiceEndpoints Endpoints => Destination.Endpoints;

    public ICopyConnections Connections => Destination.Connections;

    public CircuitBreaker Breaker { get; }

    /// <summary>The shadow itself.</summary>
    public CopyDestination Destination { get; }

    /// <summary>How its replies are compared; null when they are not.</summary>
    public ShadowComparison? Comparison { get; init; }

    /// <summary>Gets a line for each copy; null when nobody asked for them.</summary>
    public CopyLog? Log { get; }

    public bool IsPaused => _paused;

    /// <summary>Whether a copy with this sample point is still within the weight. The dispatcher has the last word on it.</summary>
    public bool IsSampled(double samplePoint) => samplePoint < Volatile.Read(ref _threshold);

    public void Apply(ControlState control)
    {
        Volatile.Write(ref _threshold, control.WeightOf(Route.Name, Route.Weight) / 100);
        _paused = control.IsPaused(Route.Name);
    }
}
