namespace ActorProxy.Pbm.Protocol;

/// <summary>No node answers at the address, or the connection broke; ends with <see cref="ExitCode.CannotConnect"/>.</summary>
internal sealed class NodeUnreachableException(string message, Exception? cause = null) : Exception(message, cause);
