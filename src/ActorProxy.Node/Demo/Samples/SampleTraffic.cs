using System.Diagnostics;

namespace ActorProxy.Node.Demo.Samples;

/// <summary>
/// Steady traffic from the demo's clients. Open loop: requests leave by the clock, whether or not earlier ones have been answered, as those of
/// independent users would.
/// </summary>
internal sealed class SampleTraffic : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WarmUpLimit = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<string> _edges;
    private readonly double _rate;
    private readonly HttpClient _client;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _warmUp;
    private long _sent;
    private long _answered;
    private long _failed;
    private long _underWay = 1; // one for the sender itself, until it stops
    private string? _firstFailure;

    /// <summary>Prepares traffic; nothing is sent yet.</summary>
    /// <param name="edges">Base addresses of the edges, without a slash at the end.</param>
    /// <param name="rate">Requests per second over all edges.</param>
    public SampleTraffic(IReadOnlyList<string> edges, double rate)
    {
        _edges = edges;
        _rate = rate;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
    }

    /// <summary>The counts so far.</summary>
    public TrafficCounts Counts =>
        new(Interlocked.Read(ref _sent), Interlocked.Read(ref _answered), Interlocked.Read(ref _failed), Volatile.Read(ref _firstFailure)) { WarmUp = _warmUp };

    /// <summary>
    /// Sends one request after the other, of each kind to each edge, until each was answered. A process compiles its code with its first requests: fifty
    /// a second at once on a machine with few processors would run into production's time limit.
    /// </summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="DemoException">A request was not answered within half a minute.</exception>
    public async Task WarmUpAsync(CancellationToken cancellation)
    {
        for (var number = 0; number < 5 * SampleRequests.Prefixes.Count * _edges.Count; number++)
        {
            var start = Stopwatch.GetTimestamp();
            for (_warmUp++; await AskAsync(number, cancellation).ConfigureAwait(false) is { } failure; _warmUp++)
            {
                if (Stopwatch.GetElapsedTime(start) > WarmUpLimit)
                    throw new DemoException($"production is not served: {failure}");
            }
        }
    }

    /// <summary>Sends until cancelled, then waits until every request has been answered or has failed.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Tick);
        var start = Stopwatch.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                var due = (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * _rate);
                while (Interlocked.Read(ref _sent) < due)
                    _ = SendAsync(Interlocked.Increment(ref _sent) - 1);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Finish();
        }

        await _drained.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task SendAsync(long number)
    {
        Interlocked.Increment(ref _underWay);
        if (await AskAsync(number, CancellationToken.None).ConfigureAwait(false) is { } failure)
            Fail(failure);
        else
            Interlocked.Increment(ref _answered);
        Finish();
    }

    /// <summary>One request; null when it was answered with success, else what happened.</summary>
    private async Task<string?> AskAsync(long number, CancellationToken cancellation)
    {
        using var request = SampleRequests.Create(number, _edges);
        try
        {
            using var response = await _client.SendAsync(request, cancellation).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"{request.Method} {request.RequestUri} was answered with {(int)response.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return $"{request.Method} {request.RequestUri}: {exception.Message}";
        }
    }

    private void Fail(string what)
    {
        Interlocked.Increment(ref _failed);
        Interlocked.CompareExchange(ref _firstFailure, what, null);
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
            _drained.TrySetResult();
    }
}

/// <summary>Counts of the demo's own clients.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="Answered">Those that production answered with success.</param>
/// <param name="Failed">Those that got anything else, or nothing.</param>
/// <param name="FirstFailure">What happened to the first of them.</param>
internal sealed record TrafficCounts(long Sent, long Answered, long Failed, string? FirstFailure)
{
    /// <summary>Requests before these, to warm up; the cluster counts them, too.</summary>
    public long WarmUp { get; init; }
}
