using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>
/// Makes one cluster of two. Nodes that were cut off for long have been given up by the others, and may have founded a cluster of their own: someone
/// has to, as the others may be gone for good. When the network is whole again, Akka's clusters do not look for each other. So each node tells seeds
/// and earlier companions that are not in its cluster who is. Where both sides live, the smaller one's nodes end their actor systems, and
/// <see cref="ClusterRuntime"/> joins the larger one.
/// </summary>
internal sealed class ReunionActor : ReceiveActor, IWithTimers
{
    /// <summary>Name under <c>/user</c>.</summary>
    public const string ActorName = "reunion";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // A node that is just joining has been seen once at most.
    private const int SightingsThatCount = 2;

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IReadOnlyList<Address> _companions;
    private readonly Action<Address[]> _reunite;
    private int _sightings;
    private bool _isEnding;

    /// <param name="companions">Nodes that should be in this one's cluster: the seeds, and members of the cluster that it was in before.</param>
    /// <param name="reunite">Takes the members of the cluster to join, before this actor system ends.</param>
    public ReunionActor(IReadOnlyList<Address> companions, Action<Address[]> reunite)
    {
        (_companions, _reunite) = (companions, reunite);
        Receive<Tick>(_ => LookForOthers());
        Receive<ClusterSighting>(OnSighting);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IReadOnlyList<Address> companions, Action<Address[]> reunite) =>
        Akka.Actor.Props.Create(() => new ReunionActor(companions, reunite));

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, Interval);

    /// <summary>
    /// Whether the first of two clusters gives way to the second: the smaller one does, and of two of one size that with the greater first address.
    /// Both sides come to the same answer.
    /// </summary>
    /// <param name="own">Addresses of the members of the one.</param>
    /// <param name="others">Addresses of the members of the other.</param>
    internal static bool GivesWay(IReadOnlyCollection<string> own, IReadOnlyCollection<string> others) =>
        own.Count != others.Count
            ? own.Count < others.Count
            : string.CompareOrdinal(own.Min(StringComparer.Ordinal), others.Min(StringComparer.Ordinal)) > 0;

    private void LookForOthers()
    {
        if (Members() is not { } members) return;
        foreach (var companion in _companions.Where(c => !c.Equals(_cluster.SelfAddress) && !members.Contains(c.ToString())))
            Context.ActorSelection(new RootActorPath(companion) / "user" / ActorName).Tell(Sighting(members, isAnswer: false));
    }

    private void OnSighting(ClusterSighting seen)
    {
        // Who has members in common is of one cluster, and has yet to hear the latest of it.
        if (Members() is not { } members || seen.Members.Count == 0 || seen.Members.Any(members.Contains)) return;
        if (!seen.IsAnswer) Sender.Tell(Sighting(members, isAnswer: true));
        if (!GivesWay(members, seen.Members) || ++_sightings < SightingsThatCount || _isEnding) return;

        _isEnding = true;
        _log.Warning("There is another cluster of {0} nodes beside this one of {1}; this actor system ends, and a new one joins that", seen.Members.Count, members.Count);
        _reunite([.. seen.Members.Select(Address.Parse)]);
        _cluster.Down(_cluster.SelfAddress);
    }

    private static ClusterSighting Sighting(IEnumerable<string> members, bool isAnswer)
    {
        var sighting = new ClusterSighting { IsAnswer = isAnswer };
        sighting.Members.AddRange(members);
        return sighting;
    }

    /// <returns>The members of this node's cluster, or null while it is in none.</returns>
    private HashSet<string>? Members() =>
        _cluster.SelfMember.Status == MemberStatus.Up ? [.. _cluster.State.Members.Select(m => m.Address.ToString())] : null;

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }
}
