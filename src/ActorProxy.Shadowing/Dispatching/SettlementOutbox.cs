using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Gathers the results of a lane's copies for the edges that wait for them, so that many travel in one message. Thread-safe.</summary>
internal sealed class SettlementOutbox
{
    private const int MaxResultsPerMessage = 2000;

    private readonly Lock _lock = new();
    private Dictionary<(string SettleTo, ulong Edge), Dictionary<ulong, BatchResults>> _results = [];

    /// <summary>Adds a result.</summary>
    /// <returns>True when it is the first since the last <see cref="Take"/>: somebody must then take, a moment later.</returns>
    public bool Add(BatchOrigin origin, in CopyResult result)
    {
        lock (_lock)
        {
            var isFirst = _results.Count == 0;
            if (!_results.TryGetValue((origin.SettleTo, origin.Edge), out var batches)) _results[(origin.SettleTo, origin.Edge)] = batches = [];
            if (!batches.TryGetValue(origin.Batch, out var batch)) batches[origin.Batch] = batch = new BatchResults { Batch = origin.Batch };
            batch.Results.Add((uint)result.Outcome);
            batch.Results.Add((uint)result.Status);
            batch.Results.Add((uint)Math.Clamp(result.ProductionMicroseconds, 0, uint.MaxValue));
            batch.Results.Add((uint)Math.Clamp(result.ShadowMicroseconds, 0, uint.MaxValue));
            AddComparison(batch, result.Comparison);
            return isFirst;
        }
    }

    // Most shadows are not compared: their settlements carry nothing about it.
    private static void AddComparison(BatchResults batch, ComparisonOutcome? outcome)
    {
        if (outcome is null && batch.Comparisons.Count == 0) return;
        while (batch.Comparisons.Count < (batch.Results.Count / 4) - 1) batch.Comparisons.Add(0);
        batch.Comparisons.Add(outcome is { } compared ? (uint)compared + 1 : 0);
    }

    /// <summary>Takes all that was added, as messages of bounded size.</summary>
    public IEnumerable<(string SettleTo, Settlement Message)> Take()
    {
        Dictionary<(string SettleTo, ulong Edge), Dictionary<ulong, BatchResults>> taken;
        lock (_lock) (taken, _results) = (_results, []);
        foreach (var ((settleTo, edge), batches) in taken)
        {
            var message = new Settlement { Edge = edge };
            var size = 0;
            foreach (var batch in batches.Values)
            {
                if (size > 0 && size + batch.Results.Count > 4 * MaxResultsPerMessage)
                {
                    yield return (settleTo, message);
                    (message, size) = (new Settlement { Edge = edge }, 0);
                }

                message.Batches.Add(batch);
                size += batch.Results.Count;
            }

            yield return (settleTo, message);
        }
    }
}

/// <summary>Which batch of which edge a copy came in.</summary>
/// <param name="SettleTo">Path of the actor that takes the settlement.</param>
/// <param name="Edge">Incarnation of the edge.</param>
/// <param name="Batch">The batch's number.</param>
internal sealed record BatchOrigin(string SettleTo, ulong Edge, ulong Batch);
