using ActorProxy.Edge.Tests.Support;

namespace ActorProxy.Edge.Tests.Recording;

/// <summary>Whatever clients and production do to each other, every ticket ends once and all memory comes back.</summary>
public sealed class ChaosTests
{
    private const int Clients = 8;
    private const int RequestsPerClient = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_ticket_ends_exactly_once_under_random_failures(int seed)
    {
        var production = new Random(seed);
        await using var upstream = RawUpstream.Start(connection => MisbehaveAsync(connection, production));
        await using var edge = await EdgeUnderTest.StartAsync(
            upstream.Endpoint,
            "rewrite: \"\"; timeout_ms: 40",
            ["wide", "narrow", "poor"],
            options => options with { RecordingGrace = TimeSpan.FromMilliseconds(30) });
        edge.Offers["narrow"].MaxBodyBytes = 3000;
        edge.Offers["poor"].Budget = 20_000;
        edge.Offers["wide"].ReplyLimit = 1000;
        edge.Offers["poor"].ReplyLimit = 5;

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunClientAsync(edge, new Random((seed * 100) + client))))).InTime();
        await edge.Server.StopAsync().InTime();

        foreach (var name in new[] { "wide", "narrow", "poor" })
        {
            var offer = edge.Offers[name];
            await Deadline.UntilAsync(() => offer.Ends.Count == offer.Wanted, $"every ticket of {name} ends");
            Assert.All(offer.Ends, ends => Assert.Equal(1, ends));
            Assert.Equal(0, offer.Reserved);
            Assert.Equal(edge.Offers["wide"].Asked, offer.Asked);
        }

        Assert.Equal(edge.Offers["wide"].Asked, edge.Counted().Requests);
    }

    private static async Task MisbehaveAsync(RawConnection connection, Random random)
    {
        while (await connection.ReadHeadAsync() is { } head)
        {
            int choice;
            lock (random)
                choice = random.Next(8);
            switch (choice)
            {
                case 0:
                    connection.Reset();
                    return;
                case 1:
                    return;
                case 2:
                    await connection.ReadBodyAsync(head);
                    connection.Reset();
                    return;
                case 3:
                    await connection.ReadToEndAsync();
                    return;
                case 4:
                    await connection.SendAsync("HTTP/1.1 413 Early\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    return;
                case 5:
                    await connection.ReadBodyAsync(head);
                    await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbroken off");
                    return;
                default:
                    await connection.ReadBodyAsync(head);
                    await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    break;
            }
        }
    }

    private static async Task RunClientAsync(EdgeUnderTest edge, Random random)
    {
        for (var i = 0; i < RequestsPerClient; i++)
        {
            await using var client = await edge.ConnectAsync();
            try
            {
                await SendOneAsync(client, random);
            }
            catch (Exception e) when (e is IOException or EndOfStreamException or ObjectDisposedException)
            {
                // The edge ended the connection, as it must when a reply breaks off.
            }
        }
    }

    private static async Task SendOneAsync(RawConnection client, Random random)
    {
        var body = new byte[random.Next(4) switch { 0 => 0, 1 => random.Next(200), 2 => random.Next(10_000), _ => random.Next(200_000) }];
        var isChunked = random.Next(2) == 0;
        var sent = random.Next(4) == 0 ? random.Next(body.Length + 1) : body.Length;
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\n{(isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length}")}\r\n\r\n");
        if (isChunked && sent > 0)
            await client.SendAsync($"{sent:x}\r\n");
        await client.SendAsync(body[..sent]);
        var isWhole = sent == body.Length;
        if (isChunked && isWhole)
            await client.SendAsync(sent > 0 ? "\r\n0\r\n\r\n" : "0\r\n\r\n");

        switch (random.Next(3))
        {
            case 0:
                client.Reset();
                break;
            case 1 when isWhole:
                await client.ReadMessageAsync();
                break;
        }
    }
}
