using System.Threading.Channels;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>Tells one waiter that something has changed; several changes before it looks are one.</summary>
internal sealed class ChangeSignal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something has changed. Never waits.</summary>
    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Waits for the next change, or takes one that has happened since the last call.</summary>
    public async Task WaitAsync(CancellationToken cancellation) => await _set.Reader.ReadAsync(cancellation).ConfigureAwait(false);
}
