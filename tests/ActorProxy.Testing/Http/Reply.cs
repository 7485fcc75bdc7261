namespace ActorProxy.Testing.Http;

/// <summary>What a <see cref="RecordingServer"/> does with a request that it has received.</summary>
internal sealed record Reply
{
    /// <summary>200 with a short body, at once.</summary>
    public static Reply Ok { get; } = new();

    /// <summary>Never answers; the connection stays open.</summary>
    public static Reply Never { get; } = new() { Delay = Timeout.InfiniteTimeSpan };

    /// <summary>Breaks the connection instead of answering.</summary>
    public static Reply Reset { get; } = new() { IsReset = true };

    /// <summary>200 with a JSON body.</summary>
    public static Reply Json(string body) => new() { Body = body, Headers = ["Content-Type: application/json"] };

    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Time before the answer.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The reply's body.</summary>
    public string Body { get; init; } = "ok";

    /// <summary>Header lines besides <c>Content-Length</c>, without line ends.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether the connection is broken instead.</summary>
    public bool IsReset { get; init; }
}
