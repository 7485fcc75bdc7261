using System.Diagnostics;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Tests.Support;
using Akka.Actor;
using Xunit.Abstractions;

namespace ActorProxy.Shadowing.Tests.Clustering;

/// <summary>Copies share their connection with the cluster's heartbeats, and must leave them room.</summary>
[Collection(ClusterCollection.Name)]
public sealed class HeartbeatUnderLoadTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Shadows = 20;
    private const int Bodies = 6;
    private const int BodyBytes = 1_000_000;

    // What the failure detector accepts without a heartbeat before it looks twice (akka.cluster.failure-detector.acceptable-heartbeat-pause).
    private static readonly TimeSpan Acceptable = TimeSpan.FromSeconds(3);

    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    [Fact]
    public async Task Messages_betweenNodes_arriveInTime_whileManyShadowsGetLargeBodies()
    {
        ShadowRoute[] shadows = [.. Enumerable.Range(0, Shadows).Select(i => Routes.Shadow($"shadow{i:00}"))];
        await using var edge = await TestPlane.StartAsync(_shadow.Port, TestPlane.Edge, [], shadows);
        await using var shadow = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow, [edge.Seed], shadows);
        await edge.ReadyAsync();
        var body = new byte[BodyBytes];
        var peer = edge.Plane.Cluster.System!.ActorSelection($"{shadow.Plane.Cluster.Read().SelfAddress}/user/readiness");
        await peer.ResolveOne(Deadline.Limit);

        foreach (var route in shadows) edge.Offer(Bodies, i => Requests.Post(body, $"/{i}"), route);
        var waits = new List<TimeSpan>();
        while (shadows.Any(s => Settled(edge, s.Name) < Bodies))
        {
            var asked = Stopwatch.GetTimestamp();
            await peer.ResolveOne(Deadline.Limit);
            waits.Add(Stopwatch.GetElapsedTime(asked));
        }

        waits.Sort();
        output.WriteLine(
            $"{Shadows * Bodies} copies of {BodyBytes} bytes; {waits.Count} messages there and back, "
            + $"longest {waits[^1].TotalMilliseconds:0.0} ms, median {waits[waits.Count / 2].TotalMilliseconds:0.0} ms");
        Assert.True(waits[^1] < Acceptable, $"the longest wait was {waits[^1]}");
        Assert.All(edge.Plane.Cluster.Read().Members, m => Assert.True(m.IsReachable));
        Assert.All(shadows, s => Assert.Equal(Bodies, edge.Metrics(s.Name).Outcomes[(int)CopyOutcome.Answered]));
    }

    private static long Settled(TestPlane edge, string shadow) => edge.Metrics(shadow).Outcomes.Sum();
}
