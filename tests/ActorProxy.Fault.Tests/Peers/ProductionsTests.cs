using System.Globalization;
using ActorProxy.Testing.Cluster;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>
/// Production services that misbehave in every way, all at once: clients get what Envoy's would, copies are made all the same, and nothing is left over.
/// </summary>
[Collection(PeersCollection.Name)]
public class ProductionsTests(PeersBed bed, ITestOutputHelper output)
{
    private const int Requests = 4;

    // Of a reply without end, each client takes so much.
    private const long Enough = 32 * 1024 * 1024;

    /// <param name="rounds">How often.</param>
    [Theory]
    [InlineData(1)]
    [LongData(20)]
    public async Task Clients_get_what_Envoy_would_give_them_and_copies_are_made(int rounds)
    {
        await using var others = await Bystanders.StartAsync(bed, $"productions-{rounds}");
        var before = await bed.Edge.Admin.ReadMetricsAsync();

        var problems = new List<string>();
        for (var round = 0; round < rounds; round++)
            problems.AddRange((await Task.WhenAll(bed.Bad.All.Select(SendAsync))).SelectMany(found => found));
        problems.AddRange((await Task.WhenAll(bed.Bad.All.Select(bad => ProblemsAsync(bad, before.Shadow(CopiesOf(bad)), rounds * Requests))))
            .SelectMany(found => found));

        if (problems.Count > 0)
            output.WriteLine(bed.Report());
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        output.WriteLine($"{rounds * Requests * bed.Bad.All.Count} requests to bad productions");
        output.WriteLine(await others.CheckAsync());
    }

    /// <summary>As slowly or as fast as the client reads, and without being held anywhere.</summary>
    [Theory]
    [InlineData(256)]
    [LongData(10 * 1024)]
    public async Task A_huge_reply_passes_through_and_takes_no_memory(int mebibytes)
    {
        await using var others = await Bystanders.StartAsync(bed, $"huge-{mebibytes}");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using (var reply = await client.GetAsync($"{bed.Edge.EdgeUrl}/production-gigantic/", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal(10L << 30, reply.Content.Headers.ContentLength);
            await using var body = await reply.Content.ReadAsStreamAsync();
            Assert.Equal((long)mebibytes << 20, await ReadAsync(body, (long)mebibytes << 20));
        }

        output.WriteLine(await others.CheckAsync());
    }

    private static string CopiesOf(BadService bad) => $"production-{bad.Name}-good";

    private async Task<List<string>> SendAsync(BadService bad)
    {
        var problems = new List<string>();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };
        async Task SendOneAsync(int number)
        {
            var got = await ReadAsync(client, $"{bed.Edge.EdgeUrl}/production-{bad.Name}/{number}");
            if (!bad.AsProduction.Contains(got))
                lock (problems) problems.Add($"{bad.Name}: expected {string.Join(" or ", bad.AsProduction)}, got {got}");
        }

        // One after the other, so that a connection that was kept may be used again.
        if (!bad.IsSlowProduction && bad.Name != "drips-body")
        {
            for (var i = 0; i < Requests; i++)
                await SendOneAsync(i);
        }
        else
        {
            await Task.WhenAll(Enumerable.Range(0, Requests).Select(SendOneAsync));
        }

        return problems;
    }

    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        var status = "none";
        try
        {
            using var reply = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            status = ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture);
            await using var body = await reply.Content.ReadAsStreamAsync();
            return await ReadAsync(body, Enough) < Enough ? $"{status} whole" : $"{status} endless";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return $"{status} cut";
        }
    }

    private static async Task<long> ReadAsync(Stream body, long most)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        while (total < most && (read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most - total)))) > 0)
            total += read;
        return total;
    }

    private async Task<List<string>> ProblemsAsync(BadService bad, ShadowAnswer before, int requests)
    {
        var problems = new List<string>();
        var copies = CopyCounts.Between(before, await bed.Edge.SettledAsync(CopiesOf(bad), before.Offered + requests));
        var unconfirmed = copies.TakeUnconfirmed();
        if (copies.Values.Sum() != requests - unconfirmed || copies.GetValueOrDefault("answered") != requests - unconfirmed)
            problems.Add($"{CopiesOf(bad)}: {copies.Describe()}, {unconfirmed} unconfirmed");
        if (await bed.LeftOverAsync(bad) is { } left)
            problems.Add(left);
        return problems;
    }
}
