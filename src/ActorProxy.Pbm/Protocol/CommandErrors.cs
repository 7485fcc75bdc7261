namespace ActorProxy.Pbm.Protocol;

/// <summary>How a command can fail, as frames say it.</summary>
internal static class CommandErrors
{
    /// <summary>It ran, and could not do what it should.</summary>
    public const string Failed = "failed";

    /// <summary>What was asked for cannot be told yet.</summary>
    public const string Undecided = "undecided";

    /// <summary>It was not understood.</summary>
    public const string Usage = "usage";

    /// <summary>The node's process ends, and with it the connection.</summary>
    public const string Stopping = "stopping";
}
