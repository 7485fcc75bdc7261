namespace ActorProxy.Bench.Compare;

/// <summary>The benchmark cannot go on; the message says why, for people.</summary>
internal sealed class BenchException(string message) : Exception(message);
