using System.Collections.Concurrent;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Shadowing.Offering;

/// <summary>All shadows at this edge. Lives as long as the process; streams come and go with the actor system.</summary>
internal sealed class ShadowOffers : ICopyOffers
{
    private readonly ConcurrentDictionary<string, ShadowOffer> _offers = new();
    private readonly Lock _lock = new();
    private readonly MeterRegistry _meters;
    private readonly OfferLimits _limits;
    private readonly TimeProvider _time;
    private readonly ByteBudget _node;
    private ControlState _control = ControlState.Default;
    private bool _suspended;

    public ShadowOffers(MeterRegistry meters, IShadowControl control, RouteTableStore routes, OfferLimits limits, TimeProvider time)
    {
        (_meters, _limits, _time) = (meters, limits, time);
        _node = new ByteBudget(limits.NodeBytes);
        routes.Changed += CloseRemoved;

        // Read after subscribing, so that no change falls between the two.
        control.Changed += ApplyControl;
        lock (_lock) _control = control.Current;
    }

    /// <summary>Every shadow that this process has seen, by name.</summary>
    public IReadOnlyDictionary<string, ShadowOffer> All => _offers;

    /// <summary>The bytes that all copies together may hold at this edge.</summary>
    public ByteBudget NodeBudget => _node;

    /// <inheritdoc/>
    public ICopyOffer For(ShadowRoute shadow)
    {
        lock (_lock)
        {
            var offer = GetOrAdd(shadow);
            offer.Use(shadow);
            return offer;
        }
    }

    /// <summary>The offer of a shadow, with the route that is in force for it: <paramref name="shadow"/> counts only when nobody has asked before.</summary>
    public ShadowOffer Find(ShadowRoute shadow)
    {
        lock (_lock) return GetOrAdd(shadow);
    }

    /// <summary>Suspends copying at this edge, or lets it go on.</summary>
    public void Suspend(bool suspended)
    {
        lock (_lock)
        {
            _suspended = suspended;
            foreach (var offer in _offers.Values) offer.Suspend(suspended);
        }
    }

    /// <summary>Ends every copy that waits in a buffer as unconfirmed, and takes no more: the process stops.</summary>
    public void AbandonAll()
    {
        foreach (var offer in _offers.Values)
        {
            offer.Close();
            offer.Sweep(CopyOutcome.Unconfirmed);
        }
    }

    private ShadowOffer GetOrAdd(ShadowRoute shadow)
    {
        if (_offers.TryGetValue(shadow.Name, out var known)) return known;
        var offer = new ShadowOffer(shadow, _meters.Shadow(shadow.Name), new ByteBudget(_limits.ShadowBytes, _node), _time);
        offer.Apply(_control);
        offer.Suspend(_suspended);
        _offers[shadow.Name] = offer;
        return offer;
    }

    private void ApplyControl(ControlState control)
    {
        lock (_lock)
        {
            _control = control;
            foreach (var offer in _offers.Values) offer.Apply(control);
        }
    }

    private void CloseRemoved(RouteTable table)
    {
        lock (_lock)
        {
            foreach (var (name, offer) in _offers)
            {
                if (!table.Shadows.ContainsKey(name)) offer.Close();
            }
        }
    }
}

/// <summary>How much memory copies may take at an edge.</summary>
/// <param name="ShadowBytes">Per shadow Mapping, in bytes.</param>
/// <param name="NodeBytes">For all together, in bytes.</param>
public sealed record OfferLimits(long ShadowBytes = 16L * 1024 * 1024, long NodeBytes = 128L * 1024 * 1024);
