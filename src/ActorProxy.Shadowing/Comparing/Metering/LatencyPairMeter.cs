using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>Records by how much the latencies of two services differ on the same request.</summary>
internal sealed class LatencyPairMeter
{
    private readonly LatencyHistogram _slower = new();
    private readonly LatencyHistogram _faster = new();
    private readonly LatencyHistogram _ratio = new();

    /// <summary>Records a request that both answered; others say nothing about latency.</summary>
    public void Record(Reply first, Reply second)
    {
        if (!first.IsTimed || !second.IsTimed) return;
        var delta = second.Latency - first.Latency;
        if (delta >= TimeSpan.Zero) _slower.Record(delta);
        else _faster.Record(-delta);
        _ratio.RecordMicroseconds((long)Math.Min(1000.0 * second.Latency.Ticks / first.Latency.Ticks, int.MaxValue));
    }

    /// <summary>The counters as of now.</summary>
    public LatencyPairs Read() => new(_slower.Read(), _faster.Read(), _ratio.Read());
}
