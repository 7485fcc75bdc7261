namespace ActorProxy.Kubernetes;

/// <summary>The Kubernetes API cannot be used as configured; the message says why, for people.</summary>
public sealed class KubernetesSetupException(string message, Exception inner) : Exception(message, inner);
