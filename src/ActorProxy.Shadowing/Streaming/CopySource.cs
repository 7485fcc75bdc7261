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
internal sealed class CopySource<T>(CopyBuffer buffer, Func<Shipment, T> take, TimeSpan linger) : GraphStageWithMaterializedValue<SourceShape<T>, ICopySourceControl>
{
    private readonly Outlet<T> _out = new("CopySource.out");

    /// <inheritdoc/>
    public override SourceShape<T> Shape => new(_out);

    /// <inheritdoc/>
    public override ILogicAndMaterializedValue<ICopySourceControl> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(buffer, take, linger, _out, Shape);
        return new LogicAndMaterializedValue<ICopySourceControl>(logic, logic);
    }

    private sealed class Logic : TimerGraphStageLogic, ICopyBufferReader, ICopySourceControl
    {
        private const string Linger = "linger";

        private readonly CopyBuffer _buffer;
        private readonly Func<Shipment, T> _take;
        private readonly TimeSpan _linger;
        private readonly Outlet<T> _out;
        private readonly Action _first;
        private readonly Action _full;
        private readonly Action _drain;
        private readonly Action _stop;
        private bool _draining;

        public Logic(CopyBuffer buffer, Func<Shipment, T> take, TimeSpan linger, Outlet<T> outlet, Shape shape)
            : base(shape)
        {
            (_buffer, _take, _linger, _out) = (buffer, take, linger, outlet);
            _first = GetAsyncCallback(() => ScheduleOnce(Linger, _linger));
            _full = GetAsyncCallback(Emit);
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

        public override void PostStop() => _buffer.AttachReader(null);

        void ICopyBufferReader.OnFirst() => _first();

        void ICopyBufferReader.OnFull() => _full();

        void ICopySourceControl.Drain() => _drain();

        void ICopySourceControl.Stop() => _stop();

        protected override void OnTimer(object timerKey) => Emit();

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
            CancelTimer(Linger);
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
