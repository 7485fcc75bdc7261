using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Lanes;
using ActorProxy.Shadowing.Offering;
using Akka;
using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorProxy.Shadowing.Streaming;

/// <summary>
/// Runs one <see cref="CopyStream"/> for each shadow Mapping in force on an edge: starts, drains and restarts them as the route table changes.
/// </summary>
internal sealed class CopyStreamsActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportGrace = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Running> _running = [];
    private readonly RouteTableStore _routes;
    private readonly ShadowOffers _offers;
    private readonly CopyLedger _ledger;
    private readonly LaneDelivery _delivery;
    private readonly TimeProvider _time;
    private readonly ActorMaterializer _materializer = Context.Materializer();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Action<RouteTable>? _onChange;

    public CopyStreamsActor(RouteTableStore routes, ShadowOffers offers, CopyLedger ledger, LaneDelivery delivery, TimeProvider time)
    {
        (_routes, _offers, _ledger, _delivery, _time) = (routes, offers, ledger, delivery, time);
        Receive<Reconcile>(_ => ReconcileWith(_routes.Current));
        Receive<Ended>(OnEnded);
        Receive<Sweep>(_ => SweepStranded());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(RouteTableStore routes, ShadowOffers offers, CopyLedger ledger, LaneDelivery delivery, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new CopyStreamsActor(routes, offers, ledger, delivery, time));

    protected override void PreStart()
    {
        var self = Self;
        _onChange = _ => self.Tell(Reconcile.Instance);
        _routes.Changed += _onChange;
        self.Tell(Reconcile.Instance);
        Timers.StartPeriodicTimer(nameof(Sweep), Sweep.Instance, SweepInterval);
    }

    protected override void PostStop() => _routes.Changed -= _onChange;

    private void ReconcileWith(RouteTable table)
    {
        foreach (var (name, running) in _running)
        {
            if (!table.Shadows.TryGetValue(name, out var shadow) || Shape.Of(shadow).BuffersRead < running.Shape.BuffersRead) running.Control.Drain();
            else if (Shape.Of(shadow) != running.Shape) running.Control.Stop();
        }

        foreach (var shadow in table.Shadows.Values)
        {
            if (!_running.ContainsKey(shadow.Name)) Start(shadow);
        }

        // What waits for a Mapping that went while no stream ran, as between two actor systems.
        foreach (var (name, offer) in _offers.All)
        {
            if (!table.Shadows.ContainsKey(name) && !_running.ContainsKey(name)) offer.Sweep(CopyOutcome.UnknownMapping);
        }
    }

    private void Start(ShadowRoute shadow)
    {
        var offer = _offers.Find(shadow);
        var shape = Shape.Of(shadow);
        LedgerEntry enter(Shipment shipment) => Enter(offer, shipment);
        Task deliver(int lane, LedgerEntry entry) => _delivery.DeliverAsync(offer, lane, entry);
        var graph = shape.IsOrdered
            ? CopyStream.CreateOrdered([.. Enumerable.Range(0, shape.Lanes).Select(offer.BufferOf)], enter, deliver, _time)
            : CopyStream.Create(offer.Buffer, enter, shape.Lanes, deliver, _time);
        var (control, completion) = graph.Run(_materializer);
        _running[shadow.Name] = new Running(shape, control);
        completion.PipeTo(
            Self,
            success: () => new Ended(shadow.Name, control, null),
            failure: e => new Ended(shadow.Name, control, e));
    }

    private LedgerEntry Enter(ShadowOffer offer, Shipment shipment)
    {
        var settings = offer.Route.Settings;
        return _ledger.Open(shipment, offer.Meter, offer.Budget, settings.MaxAge + settings.Timeout + ReportGrace);
    }

    private void OnEnded(Ended ended)
    {
        if (_running.TryGetValue(ended.Shadow, out var running) && running.Control == ended.Control) _running.Remove(ended.Shadow);
        if (ended.Failure is null)
        {
            ReconcileWith(_routes.Current);
            return;
        }

        _log.Error(ended.Failure, "The copy stream of {0} failed; it starts again in {1}", ended.Shadow, RestartPause);
        Timers.StartSingleTimer(ended.Shadow, Reconcile.Instance, RestartPause);
    }

    /// <summary>
    /// A request that was on its way into a lane's buffer when the shadow got fewer lanes has put its copy where nobody reads: it ends here.
    /// </summary>
    private void SweepStranded()
    {
        foreach (var (name, running) in _running)
        {
            if (_routes.Current.Shadows.TryGetValue(name, out var shadow) && _offers.All.TryGetValue(name, out var offer))
                offer.Sweep(CopyOutcome.UnknownMapping, fromLane: Math.Max(running.Shape.BuffersRead, Shape.Of(shadow).BuffersRead));
        }
    }

    /// <summary>What of a shadow's settings shapes its stream.</summary>
    private sealed record Shape(int Lanes, bool IsOrdered)
    {
        public int BuffersRead => IsOrdered ? Lanes : 1;

        public static Shape Of(ShadowRoute shadow) => new(LanePlan.Count(shadow.Settings), LanePlan.IsOrdered(shadow.Settings));
    }

    private sealed record Running(Shape Shape, ICopySourceControl Control);

    private sealed class Sweep
    {
        public static Sweep Instance { get; } = new();
    }

    private sealed record Ended(string Shadow, ICopySourceControl Control, Exception? Failure);

    private sealed class Reconcile
    {
        public static Reconcile Instance { get; } = new();
    }
}
