namespace ActorProxy.Pbm.CommandLine;

/// <summary>What was typed is not understood; ends with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
