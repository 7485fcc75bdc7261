using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Balancing;

/// <summary>Chooses an endpoint of one service for each request. Safe on any thread.</summary>
internal abstract class EndpointPicker
{
    public static EndpointPicker Create(ServiceEndpoints endpoints, LoadBalancing balancing) => balancing.Policy switch
    {
        LoadBalancingPolicy.LeastRequest => new LeastRequestPicker(endpoints),
        LoadBalancingPolicy.RingHash => new HashPicker(endpoints, balancing, HashRing.Build),
        LoadBalancingPolicy.Maglev => new HashPicker(endpoints, balancing, MaglevTable.Build),
        _ => new TurnPicker(endpoints),
    };

    /// <summary>The endpoint for a request, or for another try of it; null when there is none.</summary>
    public abstract ServiceEndpoint? Pick(HttpContext context);

    /// <summary>The request (or the try) at this endpoint is over.</summary>
    public virtual void Release(ServiceEndpoint endpoint)
    {
    }

    /// <summary>Each in turn.</summary>
    private sealed class TurnPicker(ServiceEndpoints endpoints) : EndpointPicker
    {
        public override ServiceEndpoint? Pick(HttpContext context) => endpoints.Next();
    }
}
