using System.Diagnostics;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak.Load;

/// <summary>When nodes were themselves killed or stopped: only requests to them, at that time, may fail.</summary>
internal sealed class Outages
{
    private readonly Lock _lock = new();
    private readonly List<Outage> _all = [];

    /// <summary>An outage begins.</summary>
    /// <returns>To be disposed of when the node serves again.</returns>
    public IDisposable Begin(TestNode node)
    {
        var outage = new Outage(node, Stopwatch.GetTimestamp());
        lock (_lock) _all.Add(outage);
        return outage;
    }

    /// <summary>Whether a request to a node crossed one of its outages.</summary>
    /// <param name="node">The node.</param>
    /// <param name="start">When the request began, by <see cref="Stopwatch"/>; it has just ended.</param>
    public bool Excuse(TestNode node, long start)
    {
        lock (_lock) return _all.Any(o => o.Node == node && (o.End is not { } end || end >= start));
    }

    private sealed record Outage(TestNode Node, long Start) : IDisposable
    {
        public long? End { get; private set; }

        public void Dispose() => End = Stopwatch.GetTimestamp();
    }
}
