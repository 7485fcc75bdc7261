using ActorProxy.Mappings.Sampling;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Lanes;

namespace ActorProxy.Shadowing.Offering;

/// <summary>One shadow Mapping at this edge, for as long as the process lives: its sampler, its counters, its buffer.</summary>
internal sealed class ShadowOffer : ICopyOffer
{
    /// <summary>Upper limit of a policy's <c>lanes</c>.</summary>
    private const int MostLanes = 64;

    private readonly ShadowMeter _meter;
    private readonly CopyBuffer?[] _buffers = new CopyBuffer?[MostLanes];
    private readonly TimeProvider _time;
    private readonly ulong _seed;
    private readonly ExactSampler _sampler;
    private readonly ExactSampler _compared;
    private volatile ShadowRoute _route;
    private ControlState _control = ControlState.Default;
    private double _threshold;
    private volatile bool _paused;
    private volatile bool _suspended;
    private volatile bool _closed;
    private long _unkeyed;

    public ShadowOffer(ShadowRoute route, ShadowMeter meter, ByteBudget budget, TimeProvider time)
    {
        (_route, _meter, Budget, _time) = (route, meter, budget, time);
        _seed = StableHash.Of(route.Name);
        _sampler = new ExactSampler(_seed);
        _compared = new ExactSampler(~_seed);
        Apply(ControlState.Default);
    }

    /// <summary>The route as it is now.</summary>
    public ShadowRoute Route => _route;

    /// <summary>Counts this shadow's copies.</summary>
    public ShadowMeter Meter => _meter;

    /// <summary>The bytes that its copies may hold at this edge.</summary>
    public ByteBudget Budget { get; }

    /// <summary>Copies that wait for the stream: all of them, or those of lane 0 where the shadow is ordered.</summary>
    public CopyBuffer Buffer => BufferOf(0);

    /// <summary>The buffers that were ever used, with their lanes.</summary>
    public IEnumerable<(int Lane, CopyBuffer Buffer)> Buffers => _buffers.Index().Where(b => b.Item is not null)!;

    /// <inheritdoc/>
    public long MaxBodyBytes => _route.Settings.MaxBodyBytes;

    /// <summary>The buffer of a lane of an ordered shadow; an unordered one uses only the first.</summary>
    public CopyBuffer BufferOf(int lane)
    {
        if (Volatile.Read(ref _buffers[lane]) is { } buffer) return buffer;
        var made = new CopyBuffer(Budget, _time);
        return Interlocked.CompareExchange(ref _buffers[lane], made, null) ?? made;
    }

    /// <summary>Puts a new version of the route in force.</summary>
    public void Use(ShadowRoute route)
    {
        _closed = false;
        _route = route;
        Apply(_control);
    }

    /// <summary>Puts runtime control in force.</summary>
    public void Apply(ControlState control)
    {
        _control = control;
        Volatile.Write(ref _threshold, control.WeightOf(_route.Name, _route.Weight) / 100);
        _paused = control.IsPaused(_route.Name);
    }

    /// <summary>Copying is suspended at this edge, or goes on.</summary>
    public void Suspend(bool suspended) => _suspended = suspended;

    /// <summary>The Mapping is gone, or the process stops: no more copies are taken. Those in the buffer stay for whoever empties it.</summary>
    public void Close()
    {
        _closed = true;

        // Either whoever empties the buffer next finds a copy that is being added now, or its request finds this closed and empties it itself.
        Interlocked.MemoryBarrier();
    }

    /// <summary>Ends every copy that waits in the buffers: no stream will take them.</summary>
    /// <param name="outcome">How they end.</param>
    /// <param name="fromLane">Leaves the buffers of the lanes before this one to their stream.</param>
    public void Sweep(CopyOutcome outcome, int fromLane = 0)
    {
        foreach (var (lane, buffer) in Buffers)
        {
            if (lane < fromLane) continue;
            while (buffer.TryTakeAny(out var shipment))
            {
                _meter.Ended(outcome, shipment.Count);
                Budget.Return(shipment.BudgetBytes);
            }
        }
    }

    /// <inheritdoc/>
    public bool Wants(in CopyTraits traits, out CopyTicket ticket)
    {
        ticket = default;
        _meter.Offered();
        if (traits.IsCopy) return No(CopyOutcome.SkippedLoop);
        if (traits.IsUpgrade) return No(CopyOutcome.SkippedUpgrade);
        if (!IsCopied(traits.Method)) return No(CopyOutcome.SkippedMethod);
        if (_paused || _suspended) return No(CopyOutcome.Paused);
        if (_closed) return No(CopyOutcome.UnknownMapping);
        var u = traits.SampleKey is { } key ? ExactSampler.FromKey(key, _seed) : _sampler.Next();
        if (u >= Volatile.Read(ref _threshold)) return No(CopyOutcome.SampledOut);
        ticket = new CopyTicket(u, traits.OrderKey, ReplyLimit());
        return true;
    }

    /// <inheritdoc/>
    public void Offer(CopyTicket ticket, in CopyContent content)
    {
        if (_closed)
        {
            _meter.Ended(CopyOutcome.UnknownMapping);
            return;
        }

        if (!BufferFor(ticket).TryAdd(ticket, content)) _meter.Ended(CopyOutcome.DroppedBufferFull);
        if (_closed) Sweep(CopyOutcome.UnknownMapping);
    }

    /// <inheritdoc/>
    public void GiveUp(CopyTicket ticket, CopyOutcome outcome) => _meter.Ended(outcome);

    /// <inheritdoc/>
    public bool TryReserveRecording(int bytes) => Budget.TryTake(bytes);

    /// <inheritdoc/>
    public void ReleaseRecording(int bytes) => Budget.Return(bytes);

    private CopyBuffer BufferFor(CopyTicket ticket)
    {
        var settings = _route.Settings;
        if (!LanePlan.IsOrdered(settings)) return Buffer;
        var key = ticket.OrderKey ?? (ulong)Interlocked.Increment(ref _unkeyed);
        return BufferOf(LanePlan.LaneOf(key, LanePlan.Count(settings)));
    }

    private int? ReplyLimit() =>
        _route.Settings.Compare is { } compare && _compared.Next() < compare.Sample / 100 ? compare.MaxReplyBytes : null;

    private bool No(CopyOutcome outcome)
    {
        _meter.Ended(outcome);
        return false;
    }

    private bool IsCopied(string method)
    {
        var methods = _route.Settings.Methods;
        if (methods.Count == 0) return true;

        // By index: the enumerator of an interface would be allocated for each request.
        for (var i = 0; i < methods.Count; i++)
        {
            if (methods[i] == method) return true;
        }

        return false;
    }
}
