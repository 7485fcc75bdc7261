using ActorProxy.Shadowing.Clustering;
using Akka.Actor;

namespace ActorProxy.Admin.Tests.Fakes;

/// <summary>A cluster that is what the test says.</summary>
public sealed class FakeClusterView : IClusterView
{
    public const string Self = "akka.tcp://actorproxy@127.0.0.1:4053";

    public event Action<ActorSystem>? SystemStarted;

    public ClusterState State { get; set; } = new(
        Self,
        "up",
        Self,
        [
            new ClusterMember(Self, ["edge"], "up", true, "0.1.0", IsSelf: true, IsLeader: true),
            new ClusterMember("akka.tcp://actorproxy@127.0.0.1:4054", ["edge", "shadow"], "up", false, "0.1.0", IsSelf: false, IsLeader: false),
            new ClusterMember("akka.tcp://actorproxy@127.0.0.1:4055", ["shadow"], "joining", true, "0.2.0", IsSelf: false, IsLeader: false),
        ],
        true,
        null);

    public ActorSystem? System { get; private set; }

    public ClusterState Read() => State;

    public void Start(ActorSystem system)
    {
        System = system;
        SystemStarted?.Invoke(system);
    }

    public void Lose(string reason)
    {
        System = null;
        State = new ClusterState(null, "down", null, [], false, reason);
    }
}
