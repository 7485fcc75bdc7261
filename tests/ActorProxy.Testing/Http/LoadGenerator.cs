using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActorProxy.Testing.Http;

/// <summary>
/// Steady load, open loop: requests leave by the clock, whether or not earlier ones were answered. Every answer and every failure is counted.
/// </summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly Func<long, HttpRequestMessage> _create;
    private readonly double _rate;
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client;
    private readonly ConcurrentDictionary<int, long> _statuses = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentQueue<TimeSpan> _latencies = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _sending;
    private long _underWay = 1; // one for the sender itself
    private long _sent;

    private LoadGenerator(Func<long, HttpRequestMessage> create, double rate, SocketsHttpHandler handler)
    {
        _create = create;
        _rate = rate;
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        _sending = RunAsync();
    }

    /// <summary>Requests sent so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Starts to send.</summary>
    /// <param name="rate">Requests per second.</param>
    /// <param name="create">Makes the request of a number, from 0.</param>
    /// <param name="handler">Makes the connections; null connects from this machine.</param>
    public static LoadGenerator Start(double rate, Func<long, HttpRequestMessage> create, SocketsHttpHandler? handler = null) =>
        new(create, rate, handler ?? new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    /// <summary>Starts to send GET requests to each address in turn.</summary>
    public static LoadGenerator Start(double rate, params string[] addresses) =>
        Start(rate, number => new HttpRequestMessage(HttpMethod.Get, $"{addresses[number % addresses.Length]}?n={number}"));

    /// <summary>Waits until so many more requests have been sent.</summary>
    public Task MoreAsync(long requests)
    {
        var target = Sent + requests;
        return Eventually.Async(() => Sent >= target, TimeSpan.FromSeconds(30 + (requests / _rate)), $"{target} requests are sent");
    }

    /// <summary>Stops sending, waits for all answers and reports.</summary>
    public async Task<LoadReport> StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        return new LoadReport(Sent, new Dictionary<int, long>(_statuses), [.. _failures], [.. _latencies.Order()]);
    }

    /// <summary>Ends the connections that were kept, after <see cref="StopAsync"/>.</summary>
    public void CloseConnections() => _client.Dispose();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _client.Dispose();
        await _sending;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        var start = Stopwatch.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var due = (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * _rate);
                while (Sent < due)
                    _ = SendAsync(Interlocked.Increment(ref _sent) - 1);
            }
        }
        catch (OperationCanceledException)
        {
            Finish();
        }

        await _drained.Task;
    }

    private async Task SendAsync(long number)
    {
        Interlocked.Increment(ref _underWay);
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var request = _create(number);
            using var response = await _client.SendAsync(request);
            _latencies.Enqueue(Stopwatch.GetElapsedTime(start));
            _statuses.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            _failures.Enqueue($"request {number} after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms: {exception.Message}");
        }
        finally
        {
            Finish();
        }
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
            _drained.TrySetResult();
    }
}
