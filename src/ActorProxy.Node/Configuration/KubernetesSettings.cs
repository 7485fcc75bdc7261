using ActorProxy.Kubernetes;

namespace ActorProxy.Node.Configuration;

/// <summary>The Kubernetes API as a source of resources.</summary>
/// <param name="Options">What is watched.</param>
/// <param name="WithEndpoints">Whether endpoints of Services come from their EndpointSlices.</param>
internal sealed record KubernetesSettings(KubernetesOptions Options, bool WithEndpoints);
