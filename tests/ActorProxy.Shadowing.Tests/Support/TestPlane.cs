using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Distress;
using ActorProxy.Shadowing.Offering;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A node's shadow plane as the program composes it, with quick settings of the cluster.</summary>
internal sealed class TestPlane : IAsyncDisposable
{
    private const string Quick = """
        akka {
          cluster {
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            seed-node-timeout = 1s
            split-brain-resolver.stable-after = 2s
            sharding { rebalance-interval = 1s, retry-interval = 500ms, waiting-for-state-timeout = 1s }
          }
          remote.dot-netty.tcp.connection-timeout = 2s
        }
        """;

    private readonly Func<ShadowPlane, ValueTask> _stop;

    private TestPlane(ShadowPlane plane, RouteTableStore routes, Func<ShadowPlane, ValueTask> stop) => (Plane, Routes, _stop) = (plane, routes, stop);

    public ShadowPlane Plane { get; }

    public RouteTableStore Routes { get; }

    /// <summary>This node as others name it as a seed.</summary>
    public string Seed => Plane.Cluster.Read().SelfAddress!.Split('@')[1];

    public static string[] Both { get; } = [ClusterSettings.EdgeRole, ClusterSettings.ShadowRole];

    public static string[] Edge { get; } = [ClusterSettings.EdgeRole];

    public static string[] Shadow { get; } = [ClusterSettings.ShadowRole];

    /// <summary>A plane that is not started.</summary>
    public static TestPlane Create(int shadowPort, string[] roles, string[] seeds, ShadowRoute[] shadows, int port = 0, string? state = null,
        RemotingTls? tls = null, ILoggerFactory? loggers = null, DistressLimits? distress = null, TimeProvider? time = null)
    {
        var routes = Support.Routes.Store(shadows);
        var options = new ShadowPlaneOptions
        {
            Cluster = new ClusterSettings { Port = port, Roles = roles, Seeds = seeds, Hocon = Quick, Tls = tls },
            StateDirectory = state,

            // Tests load the machine as no edge should be loaded.
            Distress = distress ?? DistressLimits.Off,
        };
        var plane = new ShadowPlane(options, routes, new FakeServices(shadowPort), loggers ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        return new TestPlane(plane, routes, async running =>
        {
            using var limit = new CancellationTokenSource(Deadline.Limit);
            await running.StopAsync(limit.Token);
            await running.DisposeAsync();
        });
    }

    /// <summary>A plane that runs.</summary>
    public static async Task<TestPlane> StartAsync(int shadowPort, string[] roles, string[]? seeds = null, params ShadowRoute[] shadows)
    {
        var plane = Create(shadowPort, roles, seeds ?? [], shadows.Length > 0 ? shadows : [Support.Routes.Shadow()]);
        await plane.Plane.StartAsync(CancellationToken.None).InTime();
        return plane;
    }

    public Task ReadyAsync() => Deadline.UntilAsync(() => Plane.Cluster.Read().IsReady, $"the node is ready, not: {Plane.Cluster.Read().NotReadyReason}");

    /// <summary>Offers copies of a request, as an edge does.</summary>
    public void Offer(int copies, Func<int, CopyContent>? content = null, ShadowRoute? shadow = null)
    {
        var offer = Plane.Offers.For(shadow ?? Support.Routes.Shadow());
        for (var i = 0; i < copies; i++)
        {
            if (offer.Wants(new CopyTraits { Method = "GET" }, out var ticket)) offer.Offer(ticket, content?.Invoke(i) ?? Requests.Get($"/{i}"));
        }
    }

    /// <summary>The cluster's counters of a shadow as this node knows them.</summary>
    public ShadowMetrics Metrics(string shadow = "shadow") =>
        Plane.Metrics.Read().Cluster.Shadows.FirstOrDefault(s => s.Mapping == shadow) ?? ShadowCounts.Zero.ToMetrics(shadow);

    public long Count(CopyOutcome outcome) => Metrics().Outcomes[(int)outcome];

    /// <summary>Waits until so many copies were offered and each has its outcome.</summary>
    public Task ClosedAsync(long offered) => Deadline.UntilAsync(
        () => Metrics() is { UnderWay: 0 } metrics && metrics.Offered == offered, $"the accounts of {offered} copies close");

    public ValueTask DisposeAsync() => _stop(Plane);
}
