using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>A service that copies are sent to: the shadow, or the baseline that it is compared with.</summary>
/// <param name="Rules">What becomes of a copy on its way there.</param>
/// <param name="Endpoints">The service's endpoints.</param>
/// <param name="Connections">The connections to it.</param>
/// <param name="Timeout">How long it may take to answer, reply body included.</param>
internal sealed record CopyDestination(CopyRules Rules, ServiceEndpoints Endpoints, ICopyConnections Connections, TimeSpan Timeout)
{
    public ServiceTarget Service => Rules.Service;
}
