using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ActorProxy.Edge.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ActorProxy.Edge.Tests.Forwarding;

/// <summary>What a client sends is what production gets is what is offered as a copy, for any request.</summary>
public sealed class ExactnessProperty : IAsyncLifetime
{
    private const string TokenCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~";

    private readonly ConcurrentQueue<RawMessage> _received = new();
    private RawUpstream _upstream = null!;
    private EdgeUnderTest _edge = null!;

    private static Gen<string> Token(int longest) =>
        from length in Gen.Choose(1, longest)
        from characters in Gen.Elements(TokenCharacters.ToCharArray()).ArrayOf(length)
        select new string(characters);

    /// <summary>Visible ASCII, Latin-1 and inner spaces; a value's outer spaces belong to the framing.</summary>
    private static Gen<string> Value =>
        from length in Gen.Choose(0, 40)
        from characters in Gen.Frequency((8, Gen.Choose(0x21, 0x7E)), (1, Gen.Choose(0xA0, 0xFF)), (1, Gen.Constant(0x20))).ArrayOf(length)
        select new string([.. characters.Select(c => (char)c)]).Trim(' ', '\u00a0', '\u0085');

    private static Gen<string> Target =>
        from length in Gen.Choose(0, 60)
        from characters in Gen.Elements("abcXYZ019/%?&=+;,:@!$'()*~-_<>[]{}|^`\"#".ToCharArray()).ArrayOf(length)
        let target = "/" + new string(characters)
        // Kestrel refuses an encoded NUL in a path.
        where !target.Contains("%00", StringComparison.Ordinal)
        select target;

    private static Gen<byte[]?> Body =>
        Gen.OneOf(
            Gen.Constant((byte[]?)null),
            from size in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(4000, 9000), Gen.Choose(60_000, 200_000))
            from seed in Gen.Choose(0, int.MaxValue)
            select (byte[]?)Bytes(size, seed));

    private static Gen<Sent> Requests =>
        from method in Gen.OneOf(Gen.Elements("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"), Token(12))
        from target in Target
        from headers in (from name in Token(20) from value in Value select KeyValuePair.Create("x-" + name, value)).ListOf()
        from body in Body
        from isChunked in Gen.Elements(true, false)
        from pieces in Gen.Choose(1, 70_000).NonEmptyListOf()
        select new Sent(method, target, [.. headers.DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase)], body, isChunked, [.. pieces]);

    public async Task InitializeAsync()
    {
        _upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", _received);
        _edge = await EdgeUnderTest.StartAsync(_upstream.Endpoint, shadows: ["s"]);
    }

    public async Task DisposeAsync()
    {
        await _edge.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Property(MaxTest = 150)]
    public Property In_equals_at_production_equals_offered() => Prop.ForAll(Requests.ToArbitrary(), CheckAsync);

    private static byte[] Bytes(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private async Task CheckAsync(Sent sent)
    {
        await using (var client = await _edge.ConnectAsync())
        {
            await sent.SendAsync(client);
            var reply = await client.ReadMessageAsync(withoutBody: sent.Method == "HEAD");
            Assert.Equal(200, reply!.Status);
        }

        Assert.True(_received.TryDequeue(out var production));
        var copy = await _edge.Offers["s"].NextCopyAsync();
        Assert.Equal((sent.Method, sent.Target, "exact.example"), (production.Method, production.Target, production.Header("Host")));
        Assert.Equal((sent.Method, sent.Target, "exact.example"), (copy.Method, copy.PathAndQuery, copy.Host));
        Assert.True(production.Body.AsSpan().SequenceEqual(sent.Body ?? []));
        Assert.True(copy.Body.AsSpan().SequenceEqual(sent.Body ?? []));
        foreach (var (name, value) in sent.Headers)
        {
            Assert.Equal(value, production.Header(name));
            Assert.Equal(value, copy.Header(name));
        }
    }

    /// <summary>A request as bytes on the wire.</summary>
    private sealed record Sent(
        string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body, bool IsChunked, IReadOnlyList<int> Pieces)
    {
        public async Task SendAsync(RawConnection connection)
        {
            var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: exact.example\r\n");
            foreach (var (name, value) in Headers)
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            if (Body is not null)
                head.Append(IsChunked ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {Body.Length}\r\n");
            await connection.SendAsync(head.Append("\r\n").ToString());

            var position = 0;
            for (var i = 0; position < Body?.Length; i++)
            {
                var piece = Body[position..Math.Min(Body.Length, position + Pieces[i % Pieces.Count])];
                if (IsChunked)
                    await connection.SendAsync($"{piece.Length:x}\r\n");
                await connection.SendAsync(piece);
                if (IsChunked)
                    await connection.SendAsync("\r\n");
                position += piece.Length;
            }

            if (Body is not null && IsChunked)
                await connection.SendAsync("0\r\n\r\n");
        }

        public override string ToString() => $"{Method} {Target} {Headers.Count} headers, body {Body?.Length}, chunked {IsChunked}";
    }
}
