namespace ActorProxy.Conformance.Tests.Model;

/// <summary>A request that a case sends, once or often, and what is to come of it.</summary>
internal sealed record RequestStep
{
    /// <summary>Method and request target; empty where <see cref="Raw"/> says it all.</summary>
    public required string Line { get; init; }

    /// <summary>Everything that is sent over one connection, byte for byte; null when the request is put together from the other fields.</summary>
    public required RawText? Raw { get; init; }

    /// <summary>The Host; null sends none.</summary>
    public required string? Host { get; init; }

    /// <summary>Other headers.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body; null when there is none.</summary>
    public required byte[]? Body { get; init; }

    /// <summary>Whether the body goes in chunks.</summary>
    public required bool IsChunked { get; init; }

    /// <summary>Whether it goes over HTTP/2.</summary>
    public required bool IsHttp2 { get; init; }

    /// <summary>What is sent after the head of the reply, on an upgraded connection.</summary>
    public required string? Then { get; init; }

    /// <summary>How many bytes of the body are sent before the connection is broken; null sends all.</summary>
    public required int? AbortAfter { get; init; }

    /// <summary>How many different requests are sent; <c>${n}</c> stands for the number, from 1.</summary>
    public required int Times { get; init; }

    /// <summary>How often each of them is sent.</summary>
    public required int Repeat { get; init; }

    /// <summary>How many are under way at the same time.</summary>
    public required int Parallel { get; init; }

    /// <summary>What the client is to get.</summary>
    public required ExpectedReply Reply { get; init; }

    /// <summary>What each upstream is to receive; one that is not named is to receive nothing.</summary>
    public required IReadOnlyDictionary<string, ExpectedReceipt> Received { get; init; }

    /// <summary>Reads one.</summary>
    public static RequestStep Read(CaseNode node, string defaultHost)
    {
        var raw = node.Text("raw") is { } sent ? new RawText(sent, node.Flag("byte_by_byte")) : null;
        var line = raw is null ? node.Required("send") : "";
        var bytes = node.Number("body_bytes");
        var text = node.Text("body");
        var times = node.Number("times") ?? 1;
        var repeat = node.Number("repeat") ?? 1;
        var abortAfter = node.Number("abort_after");
        var expect = node.Map("expect") ?? throw node.Fault("needs expect");
        var step = new RequestStep
        {
            Line = line,
            Raw = raw,
            Host = node.Has("host") ? node.Text("host") : defaultHost,
            Headers = HeaderLines.Read(node.Map("headers")),
            Body = bytes is { } count ? Pattern(count) : text is null ? null : System.Text.Encoding.UTF8.GetBytes(text),
            IsChunked = node.Flag("chunked"),
            IsHttp2 = node.Text("http") == "2",
            Then = node.Text("then"),
            AbortAfter = abortAfter,
            Times = times,
            Repeat = repeat,
            Parallel = node.Number("parallel") ?? 1,
            Reply = ExpectedReply.Read(expect, abortAfter is null && raw is null ? times * repeat : 0),
            Received = ReadReceived(expect.Map("received"), times * repeat),
        };
        expect.Finish();
        node.Finish();
        return step;
    }

    private static Dictionary<string, ExpectedReceipt> ReadReceived(CaseNode? map, int sent)
    {
        if (map is null)
            return [];
        var received = map.Names.ToDictionary(name => name, name => ExpectedReceipt.Read(map.Map(name)!, sent));
        map.Finish();
        return received;
    }

    /// <summary>Bytes of which no two neighbours are alike, all values among them.</summary>
    private static byte[] Pattern(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31))];
}
