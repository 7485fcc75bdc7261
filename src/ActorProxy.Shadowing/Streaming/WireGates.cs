using System.Collections.Concurrent;

namespace ActorProxy.Shadowing.Streaming;

/// <summary>
/// The <see cref="WireGate"/>s of all nodes. Which node a lane is on only the node that answers can say, so a lane goes by its last answer, and
/// lanes that have had none share a gate.
/// </summary>
internal sealed class WireGates
{
    /// <summary>
    /// Bytes on their way to one node at most: some twenty batches. Enough for a hundred MB/s at 10 ms to the answer, and no more than 84 ms of a
    /// heartbeat's time on a line of 100 Mbit/s, of the 3 s that are accepted.
    /// </summary>
    public const int Limit = 1024 * 1024;

    private const ulong Unknown = 0;

    private readonly ConcurrentDictionary<ulong, WireGate> _gates = new();
    private readonly ConcurrentDictionary<(string Mapping, int Lane), ulong> _nodes = new();

    /// <summary>The gate of the node that a lane is thought to be on.</summary>
    public WireGate Of(string mapping, int lane) => _gates.GetOrAdd(_nodes.GetValueOrDefault((mapping, lane), Unknown), _ => new WireGate(Limit));

    /// <summary>A lane has answered from a node.</summary>
    public void Answered(string mapping, int lane, ulong node) => _nodes[(mapping, lane)] = node;

    /// <summary>A lane has not answered: it may be anywhere.</summary>
    public void Lost(string mapping, int lane) => _nodes.TryRemove((mapping, lane), out _);
}
