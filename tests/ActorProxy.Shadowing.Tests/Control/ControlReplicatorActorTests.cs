using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Tests.Support;
using Akka.Actor;
using Akka.Cluster;

namespace ActorProxy.Shadowing.Tests.Control;

public sealed class ControlReplicatorActorTests : ClusterTestKit
{
    private readonly ControlStore _here = new(1, TimeProvider.System, null);
    private readonly ControlStore _there = new(2, TimeProvider.System, null);
    private readonly ActorSystem _other = AnotherSystem();

    [Fact]
    public async Task A_change_isInForceOnTheOtherNodeWithinTwoSeconds_bothWays()
    {
        await FormAsync();
        Start();

        _here.Apply(new ControlChange("a", 12.5, null, "me"));
        await WithinTwoSecondsAsync(() => _there.Current.WeightOf("a", 100) == 12.5);

        _there.Apply(new ControlChange(null, null, true, "them", "fire"));
        await WithinTwoSecondsAsync(() => _here.Current.AllPaused);
        Assert.Equal(("them", "fire"), (_here.Current.AllPausedBy!.Who, _here.Current.AllPausedBy.Reason));
        Assert.Equal(12.5, _here.Current.WeightOf("a", 100));
    }

    [Fact]
    public async Task Changes_ofBeforeTheClusterWas_areMerged()
    {
        _here.Apply(new ControlChange("a", 1, null, "me"));
        _there.Apply(new ControlChange("b", null, true, "them"));
        await FormAsync();

        Start();

        await Deadline.UntilAsync(() => _here.Table.Equals(_there.Table) && _here.Table.Entries.Count == 2, "both know both changes");
        Assert.True(_here.Current.IsPaused("b"));
        Assert.Equal(1, _there.Current.WeightOf("a", 100));
    }

    [Fact]
    public async Task Changes_ofBothNodesAtOnce_endInTheSameStateOnBoth()
    {
        await FormAsync();
        Start();

        await Task.WhenAll(
            Task.Run(() => Change(_here, 0)),
            Task.Run(() => Change(_there, 50)));

        await Deadline.UntilAsync(() => _here.Table.Equals(_there.Table), "both agree");

        static void Change(ControlStore store, int from)
        {
            for (var i = 0; i < 20; i++) store.Apply(new ControlChange($"shadow-{i % 3}", from + i, null, "somebody"));
        }
    }

    protected override void AfterAll()
    {
        _other.Terminate().Wait(Deadline.Limit);
        base.AfterAll();
    }

    private async Task FormAsync()
    {
        await JoinSelfAsync();
        Cluster.Get(_other).Join(Node.SelfAddress);
        await Deadline.UntilAsync(() => Node.State.Members.Count(m => m.Status == MemberStatus.Up) == 2, "both are up");
    }

    private void Start()
    {
        Sys.ActorOf(ControlReplicatorActor.Props(_here), "runtime-control");
        _other.ActorOf(ControlReplicatorActor.Props(_there), "runtime-control");
    }

    private static async Task WithinTwoSecondsAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Deadline.UntilAsync(condition, "the change is in force");
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
