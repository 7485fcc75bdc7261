using ActorProxy.Kubernetes;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Node.Running;

/// <summary>Where endpoints are known from besides DNS: the services file first, then EndpointSlices.</summary>
internal sealed class EndpointSources(ServicesFileWatcher? listed, KubernetesSource? kubernetes)
{
    /// <summary>What there is to say about the sources.</summary>
    public IReadOnlyList<Finding> Findings => [.. listed?.Findings ?? [], .. kubernetes?.Problems ?? []];

    /// <summary>The endpoints of a service, or null when no source knows it.</summary>
    public IReadOnlyList<string>? Find(ServiceTarget service) => listed?.Find(service) ?? kubernetes?.Find(service);
}
