using System.Text.Json.Nodes;
using ActorProxy.Admin.Palettes;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Actors;
using ActorProxy.Admin.Palettes.Cluster;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Admin.Palettes.Sharding;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Mappings.Routing;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Admin.Tests.Palettes;

/// <summary>The commands that act on a cluster or look into an actor system, against real ones.</summary>
public sealed class RealClusterTests : TestKit
{
    private const string Settings = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
          remote.flush-wait-on-shutdown = 100ms
          remote.shutdown-timeout = 1s
          coordinated-shutdown.run-by-actor-system-terminate = off
          cluster {
            roles = [edge]
            downing-provider-class = ""
            run-coordinated-shutdown-when-down = off
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            sharding { state-store-mode = ddata, distributed-data.durable.keys = [] }
          }
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Cluster _cluster;

    public RealClusterTests()
        : base(Settings) => _cluster = Cluster.Get(Sys);

    [Fact]
    public async Task Cluster_tail_tells_the_members_and_then_what_happens()
    {
        await JoinSelfAsync();
        Tell("cluster tail --json");
        await FishForMessageAsync(message => Is(message, "up", _cluster.SelfAddress), Patience);

        var other = await StartOtherAsync();
        var address = Cluster.Get(other).SelfAddress;
        await FishForMessageAsync(message => Is(message, "up", address), Patience);

        Tell($"cluster leave {address.Host}:{address.Port}");
        await FishForMessageAsync(message => Is(message, "removed", address), Patience);
        await other.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task Cluster_commands_that_are_about_nobody_say_so()
    {
        await JoinSelfAsync();
        var error = Assert.IsType<ErroredCommandResponse>(await AnswerAsync("cluster leave 127.0.0.1:1"));
        Assert.Equal($"there is no member '127.0.0.1:1'; members: {_cluster.SelfAddress}", error.Text);
        Assert.Equal("No member is unreachable.", (await AnswerAsync("cluster down-unreachable")).Text);
    }

    [Fact]
    public async Task Cluster_leave_without_an_address_is_about_the_node_itself()
    {
        await JoinSelfAsync();
        Assert.Equal($"{_cluster.SelfAddress} is leaving.", (await AnswerAsync("cluster leave")).Text);
        await AwaitConditionAsync(() => Task.FromResult(_cluster.IsTerminated), Patience);
    }

    [Fact]
    public async Task Cluster_down_removes_a_member_at_once()
    {
        await JoinSelfAsync();
        var other = await StartOtherAsync();
        var address = Cluster.Get(other).SelfAddress;

        var answer = JsonNode.Parse((await AnswerAsync($"cluster down -a {address} --json")).Text)!;
        Assert.Equal($$"""{"action":"down","addresses":["{{address}}"]}""", answer.ToJsonString());
        await AwaitConditionAsync(() => Task.FromResult(_cluster.State.Members.Count == 1), Patience);
        await other.Terminate();
    }

    [Fact]
    public async Task Cluster_sharding_lists_regions_and_shards()
    {
        await JoinSelfAsync();
        Assert.Equal("No region is known to this node.", (await AnswerAsync("cluster-sharding list-regions")).Text);

        var region = await ClusterSharding.Get(Sys).StartAsync(
            "lane", id => Props.Create(() => new Echo()), ClusterShardingSettings.Create(Sys), new ByText());
        foreach (var entity in new[] { "a", "b", "a" })
            Assert.Equal(entity, await region.Ask<string>(entity, Patience));

        Assert.Equal(
            $"""
            type  node{new string(' ', _cluster.SelfAddress.ToString().Length - 4)}  shards  entities
            lane  {_cluster.SelfAddress}       2         2
            """,
            (await AnswerAsync("cluster-sharding list-regions")).Text);
        var shards = JsonNode.Parse((await AnswerAsync("cluster-sharding list-shards --json")).Text)!.AsArray();
        Assert.Equal(["shard-a", "shard-b"], shards.Select(shard => (string)shard!["shard"]!));
        Assert.All(shards, shard => Assert.Equal(1, (int)shard!["entities"]!));
    }

    [Fact]
    public async Task Cluster_sharding_knows_the_regions_behind_a_proxy()
    {
        await JoinSelfAsync();
        var other = await StartOtherAsync();
        await ClusterSharding.Get(other).StartAsync("lane", id => Props.Create(() => new Echo()), ClusterShardingSettings.Create(other).WithRole("shadow"), new ByText());
        var proxy = await ClusterSharding.Get(Sys).StartProxyAsync("lane", "shadow", new ByText());
        Assert.Equal("a", await proxy.Ask<string>("a", Patience));

        var region = Assert.Single(JsonNode.Parse((await AnswerAsync("cluster-sharding list-regions --json")).Text)!.AsArray())!;
        Assert.Equal(("lane", Cluster.Get(other).SelfAddress.ToString()), ((string)region["type"]!, (string)region["node"]!));
        await other.Terminate();
    }

    [Fact]
    public async Task Actor_hierarchy_lists_paths_depth_first()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent()), "parent");

        // Asked both: a parent that has started does not mean that its children have.
        Assert.Equal("ready", await parent.Ask<string>("ready?", Patience));
        Assert.Equal("ready", await Sys.ActorSelection("/user/parent/a").Ask<string>("ready?", Patience));

        Assert.Equal("/user/parent\n/user/parent/a\n/user/parent/a/x\n/user/parent/b", (await AnswerAsync("actor hierarchy /user/parent")).Text);
        Assert.Equal("/user/parent\n/user/parent/a\n/user/parent/b", (await AnswerAsync("actor hierarchy -p /user/parent/ -d 1")).Text);
        Assert.Equal("""["/user/parent/a/x"]""", (await AnswerAsync("actor hierarchy /user/parent/a/x --json")).Text);

        var all = (await AnswerAsync("actor hierarchy")).Text.Split('\n');
        Assert.Equal("/system", all[0]);
        Assert.Contains("/user/parent/a/x", all);
        Assert.True(Array.IndexOf(all, "/user") > Array.IndexOf(all, "/system/cluster"));
    }

    [Theory]
    [InlineData("actor hierarchy /user/nobody", "there is no actor '/user/nobody'; 'actor hierarchy' lists them all")]
    [InlineData("actor hierarchy nonsense", "there is no actor 'nonsense'; 'actor hierarchy' lists them all")]
    [InlineData("actor hierarchy / -d many", "'many' is not a depth; give a number from 0")]
    public async Task Actor_hierarchy_says_what_is_wrong(string line, string error) =>
        Assert.Equal(error, Assert.IsType<ErroredCommandResponse>(await AnswerAsync(line)).Text);

    private static bool Is(object message, string name, Address address) =>
        message is CommandResponse { Final: false } response && JsonNode.Parse(response.Text) is { } happened
        && (string?)happened["event"] == name && (string?)happened["address"] == address.ToString();

    private async Task JoinSelfAsync()
    {
        _cluster.Join(_cluster.SelfAddress);
        await AwaitConditionAsync(() => Task.FromResult(_cluster.SelfMember.Status == MemberStatus.Up), Patience);
    }

    private async Task<ActorSystem> StartOtherAsync()
    {
        var other = ActorSystem.Create(Sys.Name, Settings.Replace("[edge]", "[shadow]", StringComparison.Ordinal));
        Cluster.Get(other).Join(_cluster.SelfAddress);
        await AwaitConditionAsync(() => Task.FromResult(_cluster.State.Members.Count(member => member.Status == MemberStatus.Up) == 2), Patience);
        return other;
    }

    private async Task<CommandResponse> AnswerAsync(string line)
    {
        Tell(line);
        return await ExpectMsgAsync<CommandResponse>(Patience);
    }

    private void Tell(string line)
    {
        CommandPaletteHandler handler = line.Split(' ')[0] switch
        {
            "actor" => new ActorPaletteHandler(),
            "cluster-sharding" => new ShardingPaletteHandler(),
            _ => new ClusterPaletteHandler(new NodeViews(new FakeClusterView(), new FakeMetricsView(), new FakeShadowControl(), new RouteTableStore()), new NodeFacilities(), NullLogger.Instance),
        };
        Sys.ActorOf(handler.HandlerProps).Tell(new CommandParser(handler.Palette).Parse(line).From(json: false, who: "alice"), TestActor);
    }

    private sealed class ByText : IMessageExtractor
    {
        public string? EntityId(object message) => message as string;

        public object? EntityMessage(object message) => message;

        public string? ShardId(object message) => ShardId((string)message);

        public string ShardId(string entityId, object? messageHint = null) => $"shard-{entityId}";
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<string>(text => Sender.Tell(text));
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => Receive<string>(_ => Sender.Tell("ready"));

        protected override void PreStart()
        {
            Context.ActorOf(Props.Create(() => new Echo()), "b");
            Context.ActorOf(Props.Create(() => new Child()), "a");
        }
    }

    private sealed class Child : ReceiveActor
    {
        public Child() => Receive<string>(_ => Sender.Tell("ready"));

        protected override void PreStart() => Context.ActorOf(Props.Create(() => new Echo()), "x");
    }
}
