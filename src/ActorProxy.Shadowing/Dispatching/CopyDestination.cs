using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>A service that copies are sent to: the shadow, or the baseline that it is compared with.</summary>
/// <param name="Shadow">The shadow Mapping, for the marker of copies.</param>
/// <param name="Service">The service.</param>
/// <param name="Endpoints">Its endpoints.</param>
/// <param name="Invoker">Its connections.</param>
/// <param name="Timeout">How long it may take to answer, reply body included.</param>
/// <param name="Host">What becomes of production's Host.</param>
/// <param name="Headers">Changes to production's headers.</param>
internal sealed record CopyDestination(
    string Shadow,
    ServiceTarget Service,
    ServiceEndpoints Endpoints,
    HttpMessageInvoker Invoker,
    TimeSpan Timeout,
    ShadowHost Host,
    IReadOnlyList<HeaderMutation> Headers);
