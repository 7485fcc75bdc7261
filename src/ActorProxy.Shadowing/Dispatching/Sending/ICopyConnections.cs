using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>The connections to one service that gets a shadow's copies, apart from other shadows' and from production's.</summary>
internal interface ICopyConnections : IDisposable
{
    /// <summary>A reply beyond this is cut off: the shadow has answered, and an endless reply must not hold a place.</summary>
    const long MostReplyBytes = 16 * 1024 * 1024;

    /// <summary>Sends a copy, once, and reads the reply to its end, or to <see cref="MostReplyBytes"/>.</summary>
    /// <param name="rules">What becomes of the copy on its way; the same object as long as nothing changes.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="endpoint">Where to.</param>
    /// <param name="sink">Sees the reply; null drops it.</param>
    /// <param name="cancellation">The end of the copy's time.</param>
    /// <returns>The reply's status.</returns>
    /// <exception cref="CopyFailedException">There was no reply, or it broke off.</exception>
    /// <exception cref="OperationCanceledException">Its time was over.</exception>
    ValueTask<int> ExchangeAsync(CopyRules rules, Copy copy, ServiceEndpoint endpoint, IReplySink? sink, CancellationToken cancellation);
}
