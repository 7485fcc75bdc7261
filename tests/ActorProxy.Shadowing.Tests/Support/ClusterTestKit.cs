using ActorProxy.Shadowing.Wire;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>An actor system that is a cluster of its own, with our serializer.</summary>
public abstract class ClusterTestKit : TestKit
{
    private static readonly Config Settings = ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = ERROR
          stdout-loglevel = OFF
          log-dead-letters = off
          actor {
            provider = cluster
            serializers.actorproxy = "{{typeof(ShadowingSerializer).AssemblyQualifiedName}}"
            serialization-bindings {
              {{string.Join('\n', ShadowingSerializer.Types.Select(type => $"\"{type.AssemblyQualifiedName}\" = actorproxy"))}}
            }
          }
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster {
            roles = [shadow]
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            sharding { state-store-mode = ddata, distributed-data.durable.keys = [] }
            distributed-data { gossip-interval = 100ms, notify-subscribers-interval = 50ms, durable.keys = [] }
          }
          coordinated-shutdown { run-by-actor-system-terminate = off, run-by-clr-shutdown-hook = off, exit-clr = off }
        }
        """);

    protected ClusterTestKit() : base(Settings, "test") => Node = Cluster.Get(Sys);

    protected Cluster Node { get; }

    /// <summary>Another node with the same settings.</summary>
    protected static ActorSystem AnotherSystem() => ActorSystem.Create("test", Settings.WithFallback(DefaultConfig));

    protected string PathOf(IActorRef actor) => actor.Path.ToStringWithAddress(Node.SelfAddress);

    protected async Task JoinSelfAsync()
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Node.RegisterOnMemberUp(up.SetResult);
        Node.Join(Node.SelfAddress);
        await up.Task.InTime();
    }
}
