using System.Globalization;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Lanes;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Event;
using ClusterSettings = ActorProxy.Shadowing.Clustering.ClusterSettings;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// The sharded entity <c>&lt;mapping&gt;/&lt;lane&gt;</c>: admits batches into its <see cref="LanePump"/> and answers when it has, so that a slow
/// shadow is felt as backpressure at the edges' buffers and nowhere else. When it is moved it passes on what it has not sent.
/// </summary>
internal sealed class ShadowDispatcherActor : ReceiveActor, IWithTimers, ILaneEvents
{
    /// <summary>Sharding type name.</summary>
    public const string TypeName = "shadow";

    // Well within the edges' admission timeout.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(20);

    // All nodes read the same Mappings within about two seconds of each other.
    private static readonly TimeSpan PatienceForMapping = TimeSpan.FromSeconds(5);

    private readonly string _shadow;
    private readonly int _lane;
    private readonly DispatcherServices _services;
    private readonly SettlementOutbox _outbox = new();
    private readonly LanePump _pump;
    private readonly PartAssembler _parts;
    private readonly Queue<Waiting> _waiting = new();
    private readonly Dictionary<string, IActorRef> _edges = [];
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IActorRef _self;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<(string SettleTo, Return Message)> _returns = [];
    private IActorRef _region = ActorRefs.Nobody;
    private long? _unknownSince;

    public ShadowDispatcherActor(string entityId, DispatcherServices services)
    {
        var slash = entityId.LastIndexOf('/');
        _shadow = entityId[..slash];
        _lane = int.Parse(entityId.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        _services = services;
        _parts = new PartAssembler(services.Time);
        _pump = new LanePump(_shadow, services.Targets, _outbox, this, services.Time);
        _self = Self;
        Receive<CopyBatch>(Take);
        Receive<Event>(e => e == Event.SpaceFreed, _ => AdmitWaiting());
        Receive<Event>(e => e == Event.ResultsReady, _ => FlushSoon());
        Receive<Event>(e => e == Event.FlushDue, _ => Flush());
        Receive<Event>(e => e == Event.WaitedLong, _ => TurnAwayWaiting());
        Receive<LaneHandOff>(_ => HandOver());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string entityId, DispatcherServices services) =>
        Akka.Actor.Props.Create(() => new ShadowDispatcherActor(entityId, services));

    void ILaneEvents.SpaceFreed() => _self.Tell(Event.SpaceFreed);

    // On the pump's threads, maybe after the end of this actor and of its system: telling is all that is safe then.
    void ILaneEvents.ResultsReady() => _self.Tell(Event.ResultsReady);

    void ILaneEvents.Drained() => _self.Tell(Event.Drained);

    protected override void PostStop()
    {
        // After a hand-over there are none. Else this stops because of a defect or with its system, and nobody goes on with them.
        Lose(_pump.Stop());
        Flush();
    }

    private void Take(CopyBatch batch)
    {
        if (batch.Version > CopyBatch.CurrentVersion)
        {
            _log.Warning("An edge sends batches of version {0}; this node reads up to {1}", batch.Version, CopyBatch.CurrentVersion);
            Answer(Sender, batch, Admission.Types.Verdict.Refused);
            return;
        }

        if (!batch.IsForwarded && (!KnowsMapping() || (batch.Part is not null && !_parts.HasRoomFor(batch))))
        {
            Answer(Sender, batch, Admission.Types.Verdict.Busy);
            return;
        }

        // Whoever waits comes first.
        if (_waiting.Count > 0 && !batch.IsForwarded) LetWait(batch);
        else if (TryAdmit(batch) is { } verdict) Answer(Sender, batch, verdict);
        else LetWait(batch);
    }

    /// <summary>A Mapping that this node has not read yet makes edges wait; one that stays unknown is counted, copy by copy, by the pump.</summary>
    private bool KnowsMapping()
    {
        if (_services.Targets.Find(_shadow) is not null)
        {
            _unknownSince = null;
            return true;
        }

        _unknownSince ??= _services.Time.GetTimestamp();
        return _services.Time.GetElapsedTime(_unknownSince.Value) > PatienceForMapping;
    }

    /// <returns>The answer, or null when there is no room.</returns>
    private Admission.Types.Verdict? TryAdmit(CopyBatch batch)
    {
        var origin = new BatchOrigin(batch.SettleTo, batch.Edge, batch.Id);
        var clock = EdgeClock.Of(batch, _services.Time);
        try
        {
            if (batch.Part is null) return _pump.TryAdmit(origin, CopyBatch.Split(batch.Copies), batch.IsForwarded, clock) ? Admission.Types.Verdict.Admitted : null;
            if (_parts.Add(batch) is { } whole) _pump.TryAdmit(origin, [whole], always: true, clock);
            return Admission.Types.Verdict.Admitted;
        }
        catch (InvalidDataException e)
        {
            _log.Warning("A batch for {0} cannot be read: {1}", _shadow, e.Message);
            return Admission.Types.Verdict.Refused;
        }
    }

    private void LetWait(CopyBatch batch)
    {
        _waiting.Enqueue(new Waiting(batch, Sender, _services.Time.GetTimestamp()));
        if (!Timers.IsTimerActive(nameof(Event.WaitedLong))) Timers.StartSingleTimer(nameof(Event.WaitedLong), Event.WaitedLong, LongestWait);
    }

    private void AdmitWaiting()
    {
        while (_waiting.TryPeek(out var next) && TryAdmit(next.Batch) is { } verdict)
        {
            _waiting.Dequeue();
            Answer(next.Edge, next.Batch, verdict);
        }
    }

    private void TurnAwayWaiting()
    {
        while (_waiting.TryPeek(out var next))
        {
            var left = LongestWait - _services.Time.GetElapsedTime(next.Since);
            if (left > TimeSpan.FromMilliseconds(50))
            {
                Timers.StartSingleTimer(nameof(Event.WaitedLong), Event.WaitedLong, left);
                return;
            }

            _waiting.Dequeue();
            Answer(next.Edge, next.Batch, Admission.Types.Verdict.Busy);
        }
    }

    private void FlushSoon() => Timers.StartSingleTimer(nameof(Event.FlushDue), Event.FlushDue, FlushDelay);

    private void Flush()
    {
        foreach (var (settleTo, message) in _outbox.Take()) Edge(settleTo).Tell(message);
    }

    private IActorRef Edge(string settleTo)
    {
        if (!_edges.TryGetValue(settleTo, out var edge))
            _edges[settleTo] = edge = ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(settleTo);
        return edge;
    }

    private static (string SettleTo, Return Message) Return(IGrouping<BatchOrigin, QueuedCopy> unsent)
    {
        var message = new Return { Edge = unsent.Key.Edge, Batch = unsent.Key.Batch };
        message.Copies.AddRange(unsent.Select(c => (uint)c.Position).Order());
        return (unsent.Key.SettleTo, message);
    }

    /// <summary>
    /// Stops here, to go on elsewhere: batches that wait are given back to their edges, admitted copies that were not sent go to this lane's next
    /// place (sharding holds them until there is one), copies under way end here.
    /// </summary>
    private void HandOver()
    {
        Become(Stopping);
        while (_waiting.TryDequeue(out var next)) Answer(next.Edge, next.Batch, Admission.Types.Verdict.Busy);
        _region = ClusterSharding.Get(Context.System).ShardRegion(TypeName);
        var unsent = _pump.Stop();
        if (_services.Targets.Find(_shadow) is { } target && LanePlan.IsOrdered(target.Settings))
        {
            // Passed on, they could be overtaken by what their edges send next; an edge that gets them back sends them first.
            foreach (var batch in unsent.GroupBy(c => c.Origin)) _returns.Add(Return(batch));
            return;
        }

        if (!HasSuccessor())
        {
            // The last node goes: what it passed on, sharding would hold for a place that never comes, and not let the node leave.
            Lose(unsent);
            return;
        }

        foreach (var batch in unsent.GroupBy(c => (c.Origin, c.Clock)))
        {
            var (origin, clock) = batch.Key;
            foreach (var forwarded in ForwardedBatches.From(_shadow, _lane, origin, clock?.Now ?? 0, [.. batch.Select(c => c.Encoded)]))
                _region.Tell(forwarded);
        }
    }

    private bool HasSuccessor()
    {
        var staysHere = CoordinatedShutdown.Get(Context.System).ShutdownReason is null;
        return _cluster.State.Members.Any(m =>
            m.Status is MemberStatus.Up or MemberStatus.WeaklyUp && m.HasRole(ClusterSettings.ShadowRole) && (staysHere || m.UniqueAddress != _cluster.SelfUniqueAddress));
    }

    private void Lose(IEnumerable<QueuedCopy> copies)
    {
        foreach (var copy in copies) _outbox.Add(copy.Origin, new CopyResult(CopyOutcome.Unconfirmed, 0, 0, 0));
    }

    private void Stopping()
    {
        Receive<CopyBatch>(batch =>
        {
            if (batch.IsForwarded) _region.Tell(batch);
            else Answer(Sender, batch, Admission.Types.Verdict.Busy);
        });
        Receive<Event>(e => e == Event.ResultsReady, _ => FlushSoon());
        Receive<Event>(e => e == Event.FlushDue, _ => Flush());
        Receive<Event>(e => e == Event.Drained, _ =>
        {
            // What has ended is reported first, so that an edge's remainder of the batch is what it gets back.
            Flush();
            foreach (var (settleTo, message) in _returns) Edge(settleTo).Tell(message);
            Context.Stop(Self);
        });
        Receive<Event>(_ => { });
        Receive<LaneHandOff>(_ => { });
    }

    private void Answer(IActorRef edge, CopyBatch batch, Admission.Types.Verdict verdict)
    {
        if (batch.IsForwarded || edge.IsNobody()) return;
        var here = _cluster.SelfUniqueAddress;
        edge.Tell(new Admission { Verdict = verdict, Batch = batch.Id, Node = here.Address.ToString(), NodeUid = (ulong)(uint)here.Uid });
    }

    private enum Event
    {
        SpaceFreed,
        ResultsReady,
        FlushDue,
        WaitedLong,
        Drained,
    }

    private sealed record Waiting(CopyBatch Batch, IActorRef Edge, long Since);
}

/// <summary>Tells a dispatcher to stop because its shard moves (sharding's hand-off stop message).</summary>
internal sealed class LaneHandOff : INoSerializationVerificationNeeded
{
    public static LaneHandOff Instance { get; } = new();
}

/// <summary>What dispatchers of one node share.</summary>
internal sealed record DispatcherServices(ShadowTargets Targets, TimeProvider Time);
