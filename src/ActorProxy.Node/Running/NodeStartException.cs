namespace ActorProxy.Node.Running;

/// <summary>The node cannot start; the message says why, for people.</summary>
internal sealed class NodeStartException(string message, Exception? inner = null) : Exception(message, inner);
