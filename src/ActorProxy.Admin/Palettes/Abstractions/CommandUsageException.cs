namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>A command was typed in a way that its definition does not allow. The message says how it is typed.</summary>
public sealed class CommandUsageException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public CommandUsageException()
    {
    }

    /// <summary>Creates it with a message for the person who typed.</summary>
    public CommandUsageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message for the person who typed and the cause.</summary>
    public CommandUsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
