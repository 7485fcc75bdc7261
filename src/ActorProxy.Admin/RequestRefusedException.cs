namespace ActorProxy.Admin;

/// <summary>A request of an operator that cannot be carried out as it stands; the message says what to do.</summary>
internal sealed class RequestRefusedException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status that says the same.</summary>
    public int Status { get; } = status;
}
