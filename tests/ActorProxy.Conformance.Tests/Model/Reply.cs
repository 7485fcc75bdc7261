namespace ActorProxy.Conformance.Tests.Model;

/// <summary>What an upstream does with a request.</summary>
internal sealed record Reply
{
    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Headers besides <c>Content-Length</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null stands for the upstream's name.</summary>
    public string? Body { get; init; }

    /// <summary>Trailers, after a chunked body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [];

    /// <summary>Time before the reply.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the connection is broken instead.</summary>
    public bool IsReset { get; init; }

    /// <summary>Whether the stream is refused (HTTP/2's <c>REFUSED_STREAM</c>): nothing was done with the request.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether the connection is upgraded to <c>websocket</c> and everything that comes over it sent back.</summary>
    public bool IsEcho { get; init; }

    /// <summary>Reads one.</summary>
    public static Reply Read(CaseNode node)
    {
        var reply = new Reply
        {
            Status = node.Number("status") ?? 200,
            Headers = HeaderLines.Read(node.Map("headers")),
            Body = node.Text("body"),
            Trailers = HeaderLines.Read(node.Map("trailers")),
            Delay = node.Text("delay_ms") is "never" ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(node.Number("delay_ms") ?? 0),
            IsReset = node.Flag("reset"),
            IsRefused = node.Flag("refuse"),
            IsEcho = node.Flag("echo"),
        };
        node.Finish();
        return reply;
    }
}

/// <summary>Headers as cases write them: a map from names to a value or a list of values.</summary>
internal static class HeaderLines
{
    /// <summary>The headers in order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(CaseNode? map)
    {
        if (map is null)
            return [];
        List<KeyValuePair<string, string>> lines = [.. map.Names.SelectMany(name => map.Texts(name).Select(value => new KeyValuePair<string, string>(name, value)))];
        map.Finish();
        return lines;
    }
}
