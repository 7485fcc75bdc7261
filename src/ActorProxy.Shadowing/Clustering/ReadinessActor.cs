using ActorProxy.Shadowing.Dispatching;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>Finds out whether this node's copies would reach a dispatcher: twice a second until they do, every two seconds from then on.</summary>
internal sealed class ReadinessActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan WhileNotReady = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WhileReady = TimeSpan.FromSeconds(2);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Action<string?> _report;
    private bool _isReady;

    /// <param name="report">Takes the reason why not, or null when all is well.</param>
    public ReadinessActor(Action<string?> report)
    {
        _report = report;
        Receive<Tick>(_ => Check());
        Receive<CurrentRegions>(regions => Report(regions.Regions.Count == 0 ? "no dispatcher has registered yet" : null));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(Action<string?> report) => Akka.Actor.Props.Create(() => new ReadinessActor(report));

    protected override void PreStart() => Self.Tell(Tick.Instance);

    private void Report(string? reason)
    {
        _isReady = reason is null;
        _report(reason);
    }

    private void Check()
    {
        Timers.StartSingleTimer(nameof(Tick), Tick.Instance, _isReady ? WhileReady : WhileNotReady);
        var self = _cluster.SelfMember;
        if (self.Status != MemberStatus.Up)
        {
            // Akka's word for a node that no cluster has taken in is the same as for one that has left: removed.
            Report(self.Status == MemberStatus.Removed
                ? "the node has not joined the cluster yet"
                : $"the node is {self.Status.ToString().ToLowerInvariant()}, not up");
            return;
        }

        if (!_cluster.State.Members.Any(m => m.Status == MemberStatus.Up && m.HasRole(ClusterSettings.ShadowRole)))
        {
            Report("no node with the role shadow is up");
            return;
        }

        // Answered by the coordinator, so an answer shows that it is reached.
        ClusterSharding.Get(Context.System).ShardRegion(ShadowDispatcherActor.TypeName).Tell(GetCurrentRegions.Instance);
    }

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}
