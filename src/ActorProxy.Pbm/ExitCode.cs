namespace ActorProxy.Pbm;

/// <summary>Exit codes of pbm.</summary>
internal static class ExitCode
{
    /// <summary>The command was carried out; also the end of a stream by Ctrl-C.</summary>
    public const int Done = 0;

    /// <summary>The node could not carry the command out.</summary>
    public const int Failed = 1;

    /// <summary>No node answers at the address, or the connection broke.</summary>
    public const int CannotConnect = 2;

    /// <summary>What was asked for cannot be told yet, such as a verdict on too few requests.</summary>
    public const int Undecided = 3;

    /// <summary>The command was not understood (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>Ctrl-C before there was an answer (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
