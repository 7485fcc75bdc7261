using System.Diagnostics;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using Xunit.Abstractions;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>The offer never waits: a shadow that takes requests and never answers costs production nothing, and memory stays in its bounds.</summary>
[Collection(AloneCollection.Name)]
public class HungShadowTests(ITestOutputHelper output) : ClusterTest(output)
{
    private const int Clients = 16;
    private const int BodyBytes = 16 * 1024;

    // One shadow's budget at an edge is 16 MiB; the rest is what a .NET process may take or leave between two collections.
    private const long Budget = (16 + 64) * 1024 * 1024;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private protected override string Mappings => MappingText.Pair("shop");

    private protected override int Edges => 1;

    private protected override int Shadows => 1;

    [Fact]
    public async Task Production_answers_at_full_rate_while_the_shadow_hangs()
    {
        Production.Keeps = false;
        Shadow.Keeps = false;
        var edge = Cluster.Edges[0];
        await SendAsync(edge, TimeSpan.FromSeconds(5));
        var healthy = edge.ResidentBytes;

        Shadow.Answer(Reply.Never);
        var (sent, peak) = await SendAsync(edge, Duration);

        Assert.True(peak - healthy < Budget, $"memory grew from {healthy >> 20} to {peak >> 20} MiB");
        var shadow = (await edge.Admin.ReadMetricsAsync()).Shadow("shop-shadow");
        Assert.True(shadow.Outcome("timed_out") > 0, $"copies time out: {shadow}");
        Assert.True(
            shadow.Outcome("dropped_buffer_full") + shadow.Outcome("dropped_circuit_open") > sent / 2, $"what does not fit is dropped and counted: {shadow}");

        Shadow.Answer(Reply.Ok);
        await Eventually.Async(
            edge.Admin.ReadMetricsAsync,
            m => m.Shadow("shop-shadow") is var s && s.Sum == s.Offered,
            TimeSpan.FromSeconds(60),
            "every copy has its outcome");
    }

    // Closed loop: as many requests as the proxy takes. Any answer but 200, or none, fails.
    private static async Task<(long Sent, long PeakBytes)> SendAsync(TestNode edge, TimeSpan duration)
    {
        var (sent, peak) = (0L, 0L);
        var body = new byte[BodyBytes];
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Clients), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (_, cancellation) =>
        {
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                using var content = new ByteArrayContent(body);
                using var response = await client.PostAsync($"{edge.EdgeUrl}/shop/order", content, cancellation);
                response.EnsureSuccessStatusCode();
                if (Interlocked.Increment(ref sent) % 500 == 0)
                    InterlockedMax(ref peak, edge.ResidentBytes);
            }
        });
        return (sent, peak);
    }

    private static void InterlockedMax(ref long location, long value)
    {
        var seen = Interlocked.Read(ref location);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref location, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
