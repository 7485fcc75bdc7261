namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>A command cannot run, because no actor system runs on the node. The message says why.</summary>
public sealed class NoActorSystemException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public NoActorSystemException()
    {
    }

    /// <summary>Creates it with a message for the operator.</summary>
    public NoActorSystemException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message for the operator and the cause.</summary>
    public NoActorSystemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
