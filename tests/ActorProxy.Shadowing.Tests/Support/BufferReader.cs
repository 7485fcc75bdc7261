using System.Collections.Concurrent;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Takes from a <see cref="CopyBuffer"/> on a thread of its own, and only when it was woken.</summary>
internal sealed class BufferReader : ICopyBufferReader, IAsyncDisposable
{
    private readonly CopyBuffer _buffer;
    private readonly Action<Shipment> _take;
    private readonly BlockingCollection<bool> _wakeUps = [];
    private readonly Task _taking;

    /// <param name="buffer">The buffer.</param>
    /// <param name="take">What to do with a shipment; it is to return its bytes to the budget.</param>
    public BufferReader(CopyBuffer buffer, Action<Shipment> take)
    {
        (_buffer, _take) = (buffer, take);
        buffer.AttachReader(this);
        _taking = Task.Factory.StartNew(Take, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        buffer.Await();
    }

    public int WakeUps { get; private set; }

    public void OnFirst() => _wakeUps.Add(false);

    public void OnFull() => _wakeUps.Add(true);

    public async ValueTask DisposeAsync()
    {
        _buffer.AttachReader(null);
        _wakeUps.CompleteAdding();
        await _taking.InTime();
        _wakeUps.Dispose();
    }

    /// <summary>The paths of the copies in a shipment.</summary>
    public static IEnumerable<string> Paths(Shipment shipment) =>
        (shipment.IsLarge ? [shipment.Bytes] : CopyBatch.Split(shipment.Bytes)).Select(copy => Requests.Text(Copy.Decode(copy).PathAndQuery));

    private void Take()
    {
        foreach (var _ in _wakeUps.GetConsumingEnumerable())
        {
            WakeUps++;
            _buffer.StopAwaiting();
            while (_buffer.TryTakeAny(out var shipment)) _take(shipment);
            _buffer.Await();
        }
    }
}
