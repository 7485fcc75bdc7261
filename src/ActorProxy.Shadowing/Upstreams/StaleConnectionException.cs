namespace ActorProxy.Shadowing.Upstreams;

/// <summary>
/// A connection that had served earlier requests ended as another one was sent on it: the server may have closed it as idle, and never seen that.
/// </summary>
public sealed class StaleConnectionException : IOException
{
    internal StaleConnectionException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
