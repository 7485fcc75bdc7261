using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>A copy got no reply, or none to its end.</summary>
internal sealed class CopyFailedException(CopyOutcome outcome, string message, Exception? inner = null, int status = 0) : Exception(message, inner)
{
    /// <summary>What it is counted as.</summary>
    public CopyOutcome Outcome { get; } = outcome;

    /// <summary>The status, when the reply's head was read; else 0.</summary>
    public int Status { get; } = status;

    public static CopyFailedException Reset(string message, Exception? inner = null, int status = 0) => new(CopyOutcome.Reset, message, inner, status);
}
