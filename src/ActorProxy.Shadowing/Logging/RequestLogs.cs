using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Logging;

/// <summary>The logs of single requests: JSON, one line each. Off unless asked for.</summary>
public sealed class RequestLogs : IAsyncDisposable
{
    /// <summary>Headers whose values are logged unless others are named.</summary>
    public static readonly IReadOnlyList<string> UsualHeaders = ["Host", "User-Agent", "X-Request-Id", "traceparent"];

    private RequestLogs(LineLog? access, LineLog? copies, IReadOnlyList<string> headers) => (Access, Copies, Headers) = (access, copies, headers);

    /// <summary>Nothing is logged.</summary>
    public static RequestLogs None { get; } = new(null, null, []);

    /// <summary>A line for each request at the edge; null when off.</summary>
    public LineLog? Access { get; }

    /// <summary>A line for each copy that was sent from here; null when off.</summary>
    public LineLog? Copies { get; }

    /// <summary>Headers whose values are logged; no other is.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>Opens them.</summary>
    /// <param name="access">File for requests at the edge, <see cref="LineLog.StandardOutput"/>, or null.</param>
    /// <param name="copies">File for copies; may be the same.</param>
    /// <param name="headers">Headers whose values are logged.</param>
    /// <param name="log">Where the logs' own troubles are told.</param>
    /// <exception cref="IOException">One cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">One must not be opened.</exception>
    public static RequestLogs Open(string? access, string? copies, IReadOnlyList<string> headers, ILogger log)
    {
        var accessLog = access is null ? null : LineLog.Open(access, log);
        var copyLog = copies is null ? null : copies == access ? accessLog : LineLog.Open(copies, log);
        return new RequestLogs(accessLog, copyLog, headers);
    }

    /// <summary>Opens the files anew: they were moved away.</summary>
    public void Reopen()
    {
        Access?.Reopen();
        Copies?.Reopen();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Access is not null) await Access.DisposeAsync().ConfigureAwait(false);
        if (Copies is not null) await Copies.DisposeAsync().ConfigureAwait(false);
    }
}
