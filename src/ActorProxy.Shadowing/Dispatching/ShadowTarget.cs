using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>One shadow Mapping on this dispatcher node: where its copies go and what is in force for it. Shared by its lanes here.</summary>
internal sealed class ShadowTarget
{
    private double _threshold;
    private volatile bool _paused;

    public ShadowTarget(ShadowRoute route, ServiceEndpoints endpoints, HttpMessageInvoker invoker, CircuitBreaker breaker, ControlState control)
    {
        (Route, Endpoints, Invoker, Breaker) = (route, endpoints, invoker, breaker);
        Destination = new CopyDestination(
            route.Name, route.Service, endpoints, invoker, route.Settings.Timeout, route.Settings.Host, route.Settings.RequestHeaders);
        Apply(control);
    }

    public ShadowRoute Route { get; }

    public ShadowSettings Settings => Route.Settings;

    public ServiceEndpoints Endpoints { get; }

    public HttpMessageInvoker Invoker { get; }

    public CircuitBreaker Breaker { get; }

    /// <summary>The shadow itself.</summary>
    public CopyDestination Destination { get; }

    /// <summary>How its replies are compared; null when they are not.</summary>
    public ShadowComparison? Comparison { get; init; }

    public bool IsPaused => _paused;

    /// <summary>Whether a copy with this sample point is still within the weight. The dispatcher has the last word on it.</summary>
    public bool IsSampled(double samplePoint) => samplePoint < Volatile.Read(ref _threshold);

    public void Apply(ControlState control)
    {
        Volatile.Write(ref _threshold, control.WeightOf(Route.Name, Route.Weight) / 100);
        _paused = control.IsPaused(Route.Name);
    }
}
