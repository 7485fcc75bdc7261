using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Load;

/// <summary>Constant load, open loop, through the balancer; every answer is held against its request.</summary>
internal sealed class SoakLoad : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _client;
    private readonly Balancer _balancer;
    private readonly Outages _outages;
    private readonly double _rate;
    private readonly ConcurrentQueue<string> _failures = new();
    private long _sent;
    private long _answered;
    private long _excused;
    private long _underWay;

    public SoakLoad(TestCluster cluster, Balancer balancer, Outages outages, double rate)
    {
        (_balancer, _outages, _rate) = (balancer, outages, rate);
        _client = new HttpClient(cluster.CreateHandler()) { Timeout = TimeSpan.FromSeconds(40) };
    }

    /// <summary>Requests sent so far, over all rounds.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Of them, those that got their own answer, with 200.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Of them, those that failed while the edge that they were sent to was itself killed or stopped.</summary>
    public long Excused => Interlocked.Read(ref _excused);

    /// <summary>What happened to all others.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Sends until told to stop, and returns once every request has ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), Sent);
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var due = before + (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * _rate);
                while (Sent < due) _ = SendAsync(new SoakRequest(Interlocked.Increment(ref _sent) - 1));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // No more; what was sent ends by itself, at the latest after its time-out.
        }

        while (Interlocked.Read(ref _underWay) > 0) await timer.WaitForNextTickAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task SendAsync(SoakRequest request)
    {
        Interlocked.Increment(ref _underWay);
        var start = Stopwatch.GetTimestamp();
        var edge = _balancer.Pick(request.Number);
        try
        {
            using var message = request.ToMessage(edge.EdgeUrl);
            using var answer = await _client.SendAsync(message);
            var body = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode == 200 && body == request.Number.ToString(CultureInfo.InvariantCulture)) Interlocked.Increment(ref _answered);
            else Failed(request, edge, start, $"{(int)answer.StatusCode} {body}", isOfAnEdgeThatLives: (int)answer.StatusCode == 404);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            Failed(request, edge, start, e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    // An edge that answers at all, whatever befell it, knows its routes.
    private void Failed(SoakRequest request, TestNode edge, long start, string what, bool isOfAnEdgeThatLives = false)
    {
        if (!isOfAnEdgeThatLives && _outages.Excuse(edge, start)) Interlocked.Increment(ref _excused);
        else _failures.Enqueue($"{DateTime.UtcNow:HH:mm:ss} {request.Target} ({request.BodyBytes} bytes) to {edge.Name}, {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms: {what}");
    }
}
