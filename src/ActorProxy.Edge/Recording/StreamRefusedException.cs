namespace ActorProxy.Edge.Recording;

/// <summary>A service refused the request without doing anything with it (RFC 9113, 8.7), and its body is already read.</summary>
internal sealed class StreamRefusedException() : IOException("The service refused the request.");
