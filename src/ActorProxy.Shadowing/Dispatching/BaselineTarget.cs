using ActorProxy.Mappings.Routing;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>The second instance of production that a shadow's replies are held against. What befalls it counts nowhere as the shadow's outcome.</summary>
/// <param name="destination">The instance: it gets what production got, Host included.</param>
/// <param name="breaker">Stops asking it when it fails again and again.</param>
internal sealed class BaselineTarget(CopyDestination destination, CircuitBreaker breaker)
{
    public CopyDestination Destination => destination;

    public CircuitBreaker Breaker => breaker;

    public ServiceTarget Service => destination.Service;
}
