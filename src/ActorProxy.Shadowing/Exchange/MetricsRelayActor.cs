using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Cluster;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>
/// Sends this node's cumulative counters, as far as they have moved, to every member once a second (in large clusters by turns,
/// <see cref="ExchangeRota{TNode}"/>) and takes in theirs. A joiner asks the oldest members for all that they hold, their own and others' counters,
/// also of departed nodes.
/// </summary>
internal sealed class MetricsRelayActor : ReceiveActor, IWithTimers
{
    /// <summary>Name under <c>/user</c>, the same on every node: pages are sent by path.</summary>
    public const string ActorName = "metrics-relay";

    private const int LastAsk = 60;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly MetricsExchange _exchange;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<IActorRef, RetiredParts> _retired = [];
    private readonly ExchangeRota<UniqueAddress> _rota = new();
    private bool _knowsDeparted;
    private int _ticks;

    public MetricsRelayActor(MetricsExchange exchange)
    {
        _exchange = exchange;
        Receive<Tick>(_ => Publish(everything: false));
        Receive<PublishFinal>(_ =>
        {
            Publish(everything: true);
            Sender.Tell(Akka.Done.Instance);
        });
        Receive<MetricsPage>(page => _exchange.Merge(MetricsPages.Read(page)));
        Receive<DepartedRequest>(_ => AnswerDeparted());
        Receive<RetiredTotal>(TakeRetired);
        Receive<ClusterEvent.IMemberEvent>(_ => RefreshMembers());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(MetricsExchange exchange) => Akka.Actor.Props.Create(() => new MetricsRelayActor(exchange));

    protected override void PreStart()
    {
        _exchange.MovedTo(AddressOf(_cluster.SelfUniqueAddress));
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, Interval, Interval);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private static NodeAddress AddressOf(UniqueAddress address) => new(address.Address.ToString(), (ulong)(uint)address.Uid);

    private void Publish(bool everything)
    {
        // A new subscriber's events may be late by a gossip round; the cluster's own state is cheap to read and never behind them.
        RefreshMembers();
        UniqueAddress[] others = [.. Others().Select(m => m.UniqueAddress)];
        var turn = _exchange.BeginTurn();
        foreach (var group in _rota.Choose(others, turn, everything))
        {
            var isWhole = everything || group.Key == 0;
            var pages = MetricsPages.Split(isWhole ? _exchange.TakeOwn() : _exchange.TakeOwn(group.Key, turn / _rota.Round(others.Length))).ToArray();
            foreach (var relay in group.Select(RelayAt))
            {
                foreach (var page in pages) relay.Tell(page);
            }
        }

        if (!AsksElders()) return;
        foreach (var elder in others.Take(2)) RelayAt(elder).Tell(new DepartedRequest());
    }

    /// <summary>Until there is an answer, and a few times more: the elders too may hear late of somebody who leaves as this node joins.</summary>
    private bool AsksElders()
    {
        _ticks++;
        return !_knowsDeparted || (_ticks <= LastAsk && _ticks % 10 == 0);
    }

    private void AnswerDeparted()
    {
        var (held, retiredIds, retired) = _exchange.ReadHeld();
        foreach (var page in held.Prepend(_exchange.TakeOwn()).SelectMany(MetricsPages.Split)) Sender.Tell(page);
        foreach (var part in MetricsPages.SplitRetired(retiredIds, retired)) Sender.Tell(part);
    }

    private void TakeRetired(RetiredTotal part)
    {
        if (!_retired.TryGetValue(Sender, out var parts)) _retired[Sender] = parts = new RetiredParts();
        if (parts.Add(part) is not { } total) return;
        _knowsDeparted = true;
        _exchange.MergeRetired(total.Incarnations, MetricsPages.Read(total.Shadows, total.Productions, total.Comparisons));
    }

    private void RefreshMembers() =>
        _exchange.MembersAre(_cluster.State.Members.Select(m => AddressOf(m.UniqueAddress)).ToHashSet());

    private IEnumerable<Member> Others() =>
        _cluster.State.Members
            .Where(m => m.Status is MemberStatus.Up or MemberStatus.WeaklyUp or MemberStatus.Leaving && m.UniqueAddress != _cluster.SelfUniqueAddress)
            .OrderBy(m => m, Member.AgeOrdering);

    private static ActorSelection RelayAt(UniqueAddress node) => Context.ActorSelection(new RootActorPath(node.Address) / "user" / ActorName);

    /// <summary>Publishes once more and answers <see cref="Akka.Done"/>: a leaving node's last word.</summary>
    public sealed class PublishFinal : INoSerializationVerificationNeeded
    {
        public static PublishFinal Instance { get; } = new();
    }

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}
