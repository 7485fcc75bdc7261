using ActorProxy.Shadowing.Offering;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorProxy.Shadowing.Streaming;

/// <summary>
/// The stream's end of a <see cref="CopyBuffer"/>: emits shipments on demand. When there is demand and only a few copies, it waits a moment for
/// more, as a batch costs much the same for one copy as for fifty. Completes when told to, at once or once the buffer is empty.
/// </summary>
/// <param name="buffer">The buffer; it has one reader at a time.</param>
/// <param name="take">Turns a shipment that leaves the buffer into an element; must not throw.</param>
/// <param name="linger">How long a batch that is not full waits for more copies.</param>
/// <param name="time">Measures it. Akka.NET's scheduler is too coarse: each of its ticks wakes threads, also when nothing is due.</param>
internal sealed class CopySource<T>(CopyBuffer buffer, Func<Shipment, T> take, TimeSpan linger, TimeProvider time)
    : GraphStageWithMaterializedValue<SourceShape<T>, ICopySourceControl>
{
    private readonly Outlet<T> _out = new("CopySource.out");

    /// <inheritdoc/>
    public override SourceShape<T> Shape => new(_out);

    /// <inheritdoc/>
    public override ILogicAndMaterializedValue<ICopySourceControl> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(buffer, take, linger, time, _out, Shape);
        return new LogicAndMaterializedValue<ICopySourceControl>(logic, logic);
    }

    private sealed class Logic : GraphStageLogic, ICopyBufferReader, ICopySourceControl
    {
        private readonly CopyBuffer _buffer;
        private readonly Func<Shipment, T> _take;
        private readonly TimeSpan _linger;
        private readonly ITimer _lingering;
        private readonly Outlet<T> _out;
        private readonly Action _ready;
        private readonly Action _drain;
        private readonly Action _stop;
        private bool _draining;

        public Logic(CopyBuffer buffer, Func<Shipment, T> take, TimeSpan linger, TimeProvider time, Outlet<T> outlet, Shape shape)
            : base(shape)
        {
            (_buffer, _take, _linger, _out) = (buffer, take, linger, outlet);
            _ready = GetAsyncCallback(Emit);
            _lingering = time.CreateTimer(static logic => ((Logic)logic!)._ready(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _drain = GetAsyncCallback(() =>
            {
                _draining = true;
                Emit();
                if (!IsClosed(_out) && _buffer.IsEmpty) CompleteStage();
            });
            _stop = GetAsyncCallback(CompleteStage);
            SetHandler(outlet, onPull: Pulled);
        }

        public override void PreStart() => _buffer.AttachReader(this);

        public override void PostStop()
        {
            _buffer.AttachReader(null);
            _lingering.Dispose();
        }

        void ICopyBufferReader.OnFirst() => _lingering.Change(_linger, Timeout.InfiniteTimeSpan);

        void ICopyBufferReader.OnFull() => _ready();

        void ICopySourceControl.Drain() => _drain();

        void ICopySourceControl.Stop() => _stop();

        private void Pulled()
        {
            if (_buffer.TryTakeFull(out var shipment)) Push(_out, _take(shipment));
            else if (_draining) Emit();
            else _buffer.Await();
        }

        private void Emit()
        {
            if (!IsAvailable(_out)) return;
            _buffer.StopAwaiting();
            _lingering.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_buffer.TryTakeAny(out var shipment)) Push(_out, _take(shipment));
            else if (_draining) CompleteStage();
            else _buffer.Await();
        }
    }
}

/// <summary>Ends a <see cref="CopySource{T}"/> from outside.</summary>
internal interface ICopySourceControl
{
    /// <summary>Emits what the buffer holds, without waiting for more, and then completes.</summary>
    void Drain();

    /// <summary>Completes at once; what the buffer holds stays for the next stream.</summary>
    void Stop();
}
