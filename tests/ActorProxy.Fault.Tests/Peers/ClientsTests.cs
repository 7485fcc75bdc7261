using System.Globalization;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using Xunit.Abstractions;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>Clients that misbehave in numbers: the node lives, others are served, every request has its outcome, and shadows get what production got.</summary>
[Collection(PeersCollection.Name)]
public class ClientsTests(PeersBed bed, ITestOutputHelper output)
{
    private const string Shadow = "clients-shadow";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Kestrel waits 30 s for a head, and 130 s for a first byte.
    private static readonly TimeSpan UntilSentAway = TimeSpan.FromSeconds(200);

    /// <summary>A stream that is reset in the very moment in which its request goes out may end on the way to production, unknown to the edge.</summary>
    [Fact]
    public Task Thousands_of_streams_that_are_reset_at_once_harm_nobody_else() => AmongOthersAsync("reset", null, strays: 20, misbehave: async path =>
    {
        const int Connections = 4, Streams = 5_000;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            await using var attacker = await Http2Attacker.ConnectAsync(bed.Edge.EdgePort);
            var sent = await attacker.ResetRapidlyAsync(Streams, $"{path}/{connection}/");
            output.WriteLine($"{sent} streams; sent away: {attacker.IsSentAway}");
        }));
    });

    [Theory]
    [InlineData(false)]
    [LongData(true)]
    public async Task Hundreds_of_connections_that_say_next_to_nothing_harm_nobody_else(bool areWaitedFor)
    {
        const int Connections = 500;
        await AmongOthersAsync($"silent-{areWaitedFor}", new() { ["aborted"] = Connections / 5 }, async path =>
        {
            string[] beginnings = ["", "G", "PRI * HT", "GET / HTTP/1.1\r\nHost: a\r\nX-", $"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"];
            var files = bed.Edge.OpenFiles;
            var clients = await ConnectAsync(Connections);
            await Task.WhenAll(clients.Select((client, i) => client.SayAsync(beginnings[i % beginnings.Length])));
            await Eventually.Async(() => Task.FromResult(bed.ClientsProduction.OpenConnections), open => open == Connections / 5, Patience, "production gets the uploads that have begun");
            Assert.True(bed.Edge.OpenFiles > files + Connections, "all are connected");
            if (areWaitedFor)
            {
                // An upload may be as slow as its production lets it be.
                var said = await Task.WhenAll(clients.Where((_, i) => i % 5 < 4).Select(client => client.ReadToEndAsync())).WaitAsync(UntilSentAway);
                Assert.All(said.Where((_, i) => i % 4 == 3), reply => Assert.StartsWith("HTTP/1.1 408 ", reply, StringComparison.Ordinal));
            }

            clients.ForEach(client => client.Dispose());
        });
    }

    [Fact]
    public async Task Uploads_that_are_broken_off_harm_nobody_else_and_are_counted()
    {
        const int Uploads = 300;
        await AmongOthersAsync("broken", new() { ["aborted"] = Uploads }, async path =>
        {
            var clients = await ConnectAsync(Uploads);
            await Task.WhenAll(clients.Select((client, i) => client.SayAsync(
                $"POST {path}/{i} HTTP/1.1\r\nHost: a\r\n" + (i % 3 == 0 ? "Transfer-Encoding: chunked\r\n\r\n5\r\nbroken" : "Content-Length: 100000\r\n\r\nbroken"))));
            await Eventually.Async(() => Task.FromResult(bed.ClientsProduction.OpenConnections), open => open == Uploads, Patience, "production gets all uploads");
            for (var i = 0; i < Uploads; i++)
            {
                if (i % 2 == 0) clients[i].Break();
                else clients[i].Dispose();
            }
        });
    }

    [Fact]
    public async Task Slow_uploads_arrive_whole_at_production_and_shadow()
    {
        const int Uploads = 100, Bytes = 20;
        await AmongOthersAsync("slow", new() { ["answered"] = Uploads }, async path =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            var clients = await ConnectAsync(Uploads);
            await Task.WhenAll(clients.Select((client, i) => client.SayAsync(
                $"POST {path}/{i} HTTP/1.1\r\nHost: a\r\n" + (i % 2 == 0 ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {Bytes}\r\n\r\n"))));
            for (var sent = 0; sent < Bytes; sent++)
            {
                await pace.WaitForNextTickAsync();
                var letter = (char)('a' + sent);
                await Task.WhenAll(clients.Select((client, i) => client.SayAsync(i % 2 == 0 ? $"1\r\n{letter}\r\n" : $"{letter}")));
            }

            await Task.WhenAll(clients.Where((_, i) => i % 2 == 0).Select(client => client.SayAsync("0\r\n\r\n")));
            Assert.All(await Task.WhenAll(clients.Select(client => client.ReadAsync())), reply => Assert.Equal((200, "ok"), reply));
            clients.ForEach(client => client.Dispose());
        });

        Assert.All(bed.ClientsProduction.Requests, request => Assert.Equal("abcdefghijklmnopqrst", request.BodyText));
    }

    [Fact]
    public async Task Hundreds_of_requests_in_one_go_are_answered_in_their_order()
    {
        const int Clients = 10, Requests = 300;
        bed.ClientsProduction.Answer(request => new Reply { Body = request.Target + request.BodyText });
        await AmongOthersAsync("pipelined", new() { ["answered"] = Clients * Requests }, async path =>
        {
            var clients = await ConnectAsync(Clients);
            await Task.WhenAll(clients.Select(async (client, c) =>
            {
                var saying = client.SayAsync(string.Concat(Enumerable.Range(0, Requests).Select(r => Request($"{path}/{c}/{r}", r))));
                for (var r = 0; r < Requests; r++)
                    Assert.Equal((200, $"{path}/{c}/{r}{Body(r)}"), await client.ReadAsync());
                await saying;
                client.Dispose();
            }));
        });

        bed.ClientsProduction.Answer(Reply.Ok);

        static string Body(int number) => number % 3 == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
        static string Request(string target, int number) => (number % 3) switch
        {
            0 => $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n",
            1 => $"POST {target} HTTP/1.1\r\nHost: a\r\nContent-Length: {Body(number).Length}\r\n\r\n{Body(number)}",
            _ => $"POST {target} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{Body(number).Length}\r\n{Body(number)}\r\n0\r\n\r\n",
        };
    }

    [Fact]
    public async Task Those_that_leave_when_they_are_told_to_continue_are_counted()
    {
        const int Clients = 100;
        await AmongOthersAsync("continue", new() { ["aborted"] = Clients / 2, ["answered"] = Clients / 2 }, async path =>
        {
            var clients = await ConnectAsync(Clients);
            await Task.WhenAll(clients.Select((client, i) => client.SayAsync($"POST {path}/{i} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")));
            Assert.All(await Task.WhenAll(clients.Select(client => client.ReadAsync())), reply => Assert.Equal((100, ""), reply));
            await Task.WhenAll(clients.Select(async (client, i) =>
            {
                if (i % 2 == 0)
                {
                    await client.SayAsync("ok");
                    Assert.Equal((200, "ok"), await client.ReadAsync());
                }

                client.Dispose();
            }));
        });
    }

    [Fact]
    public async Task Large_heads_pass_whole_and_larger_ones_are_refused()
    {
        const int Clients = 40;
        var value = new string('x', 1000);
        var large = string.Concat(Enumerable.Range(0, 64).Select(i => $"X-Large-{i}: {value}\r\n"));
        await AmongOthersAsync("heads", new() { ["answered"] = Clients / 2 }, async path =>
        {
            var clients = await ConnectAsync(Clients);
            await Task.WhenAll(clients.Select((client, i) => client.SayAsync($"GET {path}/{i} HTTP/1.1\r\nHost: a\r\n{large}{(i % 2 == 0 ? "" : large + large)}\r\n")));
            var replies = await Task.WhenAll(clients.Select(client => client.ReadAsync()));
            Assert.All(replies.Where((_, i) => i % 2 == 0), reply => Assert.Equal((200, "ok"), reply));
            Assert.All(replies.Where((_, i) => i % 2 == 1), reply => Assert.Equal(431, reply.Status));
            clients.ForEach(client => client.Dispose());
        });

        Assert.All(bed.ClientsProduction.Requests, request => Assert.Equal(64, request.Headers.Count(header => header.Value == value)));
    }

    private async Task<List<BareClient>> ConnectAsync(int clients)
    {
        var connected = new List<BareClient>();
        for (var i = 0; i < clients; i++)
            connected.Add(await BareClient.ConnectAsync(bed.Edge.EdgePort));
        return connected;
    }

    /// <summary>Lets clients misbehave beside others, and checks that nobody is harmed, and that the shadow got exactly what production got.</summary>
    /// <param name="name">Name of the test.</param>
    /// <param name="expected">How the copies must end: how many for each outcome that there is; null where chance decides.</param>
    /// <param name="misbehave">Gets the path for it.</param>
    /// <param name="strays">How many copies there may be of requests that production did not get.</param>
    private async Task AmongOthersAsync(string name, Dictionary<string, long>? expected, Func<string, Task> misbehave, int strays = 0)
    {
        var path = $"/clients/{name}";
        await using var others = await Bystanders.StartAsync(bed, name);
        bed.ClientsProduction.Clear();
        var before = await bed.Edge.SettledAsync(Shadow, 0);

        await misbehave(path).WaitAsync(UntilSentAway);
        await others.GoOnAsync(seconds: 1);

        output.WriteLine(await others.CheckAsync());
        var after = await bed.Edge.SettledAsync(Shadow, before.Offered + (expected?.Values.Sum() ?? 0));
        var outcomes = CopyCounts.Between(before, after);
        output.WriteLine($"{name}: {outcomes.Describe()}; production got {bed.ClientsProduction.Count}");
        var unconfirmed = outcomes.TakeUnconfirmed();
        var answered = outcomes.GetValueOrDefault("answered");
        if (unconfirmed > 0)
            outcomes["answered"] = answered + unconfirmed;
        if (expected is not null)
            Assert.Equal(expected.OrderBy(o => o.Key), outcomes.OrderBy(o => o.Key));
        var copies = bed.CopiesOf(path);
        Assert.InRange(copies.Count, answered, answered + unconfirmed);
        AssertSame(bed.ClientsProduction.Requests, copies, strays);
    }

    private static void AssertSame(IEnumerable<RecordedRequest> production, List<RecordedRequest> shadow, int strays)
    {
        Assert.Equal(shadow.Count, shadow.DistinctBy(copy => copy.Target).Count());
        var got = production.ToDictionary(request => request.Target);
        var unknown = shadow.Where(copy => !got.ContainsKey(copy.Target)).ToList();
        Assert.True(unknown.Count <= strays, $"production got no such request; the first of {unknown.Count}:\n{unknown.FirstOrDefault()}");
        var changed = shadow.Where(copy => got.TryGetValue(copy.Target, out var request) && Text(request) != Text(copy)).ToList();
        Assert.True(changed.Count == 0, $"the copy is not what production got; the first of {changed.Count}:\n{changed.FirstOrDefault()}");

        static string Text(RecordedRequest request) => $"{request.Line}\n{request.HeadersWithout("Host", "X-ActorProxy-Shadow")}\n\n{request.BodyText}";
    }
}
