using ActorProxy.Mappings.Sampling;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Shadowing.Offering;

/// <summary>One shadow Mapping at this edge, for as long as the process lives: its sampler, its counters, its buffer.</summary>
internal sealed class ShadowOffer : ICopyOffer
{
    private readonly ShadowMeter _meter;
    private readonly ulong _seed;
    private readonly ExactSampler _sampler;
    private volatile ShadowRoute _route;
    private ControlState _control = ControlState.Default;
    private double _threshold;
    private volatile bool _paused;
    private volatile bool _closed;

    public ShadowOffer(ShadowRoute route, ShadowMeter meter, ByteBudget budget, TimeProvider time)
    {
        (_route, _meter, Budget) = (route, meter, budget);
        _seed = StableHash.Of(route.Name);
        _sampler = new ExactSampler(_seed);
        Buffer = new CopyBuffer(budget, time);
    }

    /// <summary>The route as it is now.</summary>
    public ShadowRoute Route => _route;

    /// <summary>Counts this shadow's copies.</summary>
    public ShadowMeter Meter => _meter;

    /// <summary>The bytes that its copies may hold at this edge.</summary>
    public ByteBudget Budget { get; }

    /// <summary>Copies that wait for the stream.</summary>
    public CopyBuffer Buffer { get; }

    /// <inheritdoc/>
    public long MaxBodyBytes => _route.Settings.MaxBodyBytes;

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

    /// <summary>The Mapping is gone: nothing takes copies any more.</summary>
    public void Close() => _closed = true;

    /// <summary>Ends every copy that waits in the buffer as unconfirmed, and takes no more: the process stops.</summary>
    public void Abandon()
    {
        Close();
        while (Buffer.TryTakeAny(out var shipment))
        {
            _meter.Ended(CopyOutcome.Unconfirmed, shipment.Count);
            Budget.Return(shipment.BudgetBytes);
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
        if (_paused) return No(CopyOutcome.Paused);
        if (_closed) return No(CopyOutcome.UnknownMapping);
        var u = traits.SampleKey is { } key ? ExactSampler.FromKey(key, _seed) : _sampler.Next();
        if (u >= Volatile.Read(ref _threshold)) return No(CopyOutcome.SampledOut);
        ticket = new CopyTicket(u, traits.OrderKey);
        return true;
    }

    /// <inheritdoc/>
    public void Offer(CopyTicket ticket, in CopyContent content)
    {
        if (_closed) _meter.Ended(CopyOutcome.UnknownMapping);
        else if (!Buffer.TryAdd(ticket, content)) _meter.Ended(CopyOutcome.DroppedBufferFull);
    }

    /// <inheritdoc/>
    public void GiveUp(CopyTicket ticket, CopyOutcome outcome) => _meter.Ended(outcome);

    /// <inheritdoc/>
    public bool TryReserveRecording(int bytes) => Budget.TryTake(bytes);

    /// <inheritdoc/>
    public void ReleaseRecording(int bytes) => Budget.Return(bytes);

    private bool No(CopyOutcome outcome)
    {
        _meter.Ended(outcome);
        return false;
    }

    private bool IsCopied(string method)
    {
        var methods = _route.Settings.Methods;
        if (methods.Count == 0) return true;
        foreach (var copied in methods)
        {
            if (copied == method) return true;
        }

        return false;
    }
}
