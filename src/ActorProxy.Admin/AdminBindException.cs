namespace ActorProxy.Admin;

/// <summary>The admin listener cannot listen where it should. The message names the address and says what to do.</summary>
public sealed class AdminBindException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public AdminBindException()
    {
    }

    /// <summary>Creates it with a message for the operator.</summary>
    public AdminBindException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message for the operator and the cause.</summary>
    public AdminBindException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
