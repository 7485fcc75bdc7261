using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Distress;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Distress;

/// <summary>A real edge whose thread pool is really starved.</summary>
[Collection(StarvedPool.Name)]
public sealed class SuspensionTests : IAsyncDisposable
{
    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");
    private readonly RecordingLogger _log = new();

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    [Fact]
    public async Task An_edge_inDistress_suspendsCopying_countsIt_saysWhyToAllNodes_andGoesOnAfterwards()
    {
        var limits = DistressLimits.Off with { Lag = TimeSpan.FromMilliseconds(200) };
        await using var edge = TestPlane.Create(_shadow.Port, TestPlane.Edge, [], [Routes.Shadow()], loggers: _log.AsFactory(), distress: limits);
        await edge.Plane.StartAsync(CancellationToken.None).InTime();
        await using var shadow = await TestPlane.StartAsync(_shadow.Port, TestPlane.Shadow, [edge.Seed]);
        await edge.ReadyAsync();

        using (new BusyThreads())
        {
            // Asked on this thread, as the pool has none for it.
            Assert.True(SpinWait.SpinUntil(() => Own(edge) is not null, Deadline.Limit), "copying is suspended");
            Assert.Contains("work waits", Own(edge), StringComparison.Ordinal);
            edge.Offer(10);
        }

        Assert.Equal(10, edge.Count(CopyOutcome.Paused));
        await Deadline.UntilAsync(() => shadow.Plane.Metrics.Read().Nodes.Any(n => n.Suspension is not null), "the other node knows it");
        Assert.Contains(_log.Lines, l => l.Text.StartsWith("This edge is in distress and suspends copying: work waits", StringComparison.Ordinal));

        await Deadline.UntilAsync(() => Own(edge) is null, "copying goes on");
        edge.Offer(10);
        await edge.ClosedAsync(20);
        Assert.Equal((10, 10), (edge.Count(CopyOutcome.Paused), edge.Count(CopyOutcome.Answered)));
    }

    private static string? Own(TestPlane edge) => edge.Plane.Metrics.Read().Nodes[0].Suspension;

    /// <summary>Work that keeps every thread of the pool, and each that it adds, until disposed.</summary>
    private sealed class BusyThreads : IDisposable
    {
        private readonly ManualResetEventSlim _enough = new();

        public BusyThreads()
        {
            for (var i = 0; i < 2000; i++) ThreadPool.UnsafeQueueUserWorkItem(enough => enough.Wait(), _enough, preferLocal: false);
        }

        public void Dispose() => _enough.Set();
    }
}
