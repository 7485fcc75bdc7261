using ActorProxy.Shadowing.Offering;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorProxy.Shadowing.Streaming;

/// <summary>
/// The graph of one shadow Mapping on an edge: its buffer, spread over its lanes, each with a few batches in flight. A lane whose dispatcher is
/// slow or lost takes no more than its window; the others go on, and what none of them takes stays in the buffer, which is bounded.
/// </summary>
internal static class CopyStream
{
    /// <summary>Batches that one lane has in flight: two keep the lane busy, more only add to what a crash loses.</summary>
    public const int Window = 2;

    /// <summary>How long a batch that is not full waits for more copies.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(30);

    /// <summary>The graph; it completes when it has been drained, and fails only with a defect.</summary>
    /// <param name="buffer">Where copies wait.</param>
    /// <param name="enter">Enters a shipment in the ledger as it leaves the buffer.</param>
    /// <param name="lanes">How many lanes.</param>
    /// <param name="deliver">Delivers to a lane; its task ends, and never fails, when the lane may send more.</param>
    /// <param name="time">The clock.</param>
    public static IRunnableGraph<(ICopySourceControl Control, Task<Done> Completion)> Create(
        CopyBuffer buffer, Func<Shipment, LedgerEntry> enter, int lanes, Func<int, LedgerEntry, Task> deliver, TimeProvider time)
    {
        var source = Source.FromGraph(new CopySource<LedgerEntry>(buffer, enter, Linger, time));
        return source
            .Via(Spread(lanes, deliver))
            .ToMaterialized(Sink.Ignore<NotUsed>(), Keep.Both);
    }

    /// <summary>The graph of an ordered shadow: a buffer for each lane, and one batch at a time in each.</summary>
    /// <param name="buffers">Where copies wait, by lane.</param>
    /// <param name="enter">Enters a shipment in the ledger as it leaves its buffer.</param>
    /// <param name="deliver">Delivers to a lane; its task ends, and never fails, when the lane may send more.</param>
    /// <param name="time">The clock.</param>
    public static IRunnableGraph<(ICopySourceControl Control, Task<Done> Completion)> CreateOrdered(
        IReadOnlyList<CopyBuffer> buffers, Func<Shipment, LedgerEntry> enter, Func<int, LedgerEntry, Task> deliver, TimeProvider time) =>
        buffers
            .Select((buffer, lane) => Source.FromGraph(new CopySource<LedgerEntry>(buffer, enter, Linger, time)).Via(Lane(lane, deliver, window: 1)))
            .Aggregate((merged, lane) => merged.MergeMaterialized(lane, ICopySourceControl (a, b) => new Both(a, b)))
            .ToMaterialized(Sink.Ignore<NotUsed>(), Keep.Both);

    private static Flow<LedgerEntry, NotUsed, NotUsed> Spread(int lanes, Func<int, LedgerEntry, Task> deliver)
    {
        if (lanes == 1) return Lane(0, deliver, Window);
        return Flow.FromGraph(GraphDsl.Create(builder =>
        {
            var balance = builder.Add(new Balance<LedgerEntry>(lanes));
            var merge = builder.Add(new Merge<NotUsed>(lanes));
            for (var lane = 0; lane < lanes; lane++) builder.From(balance.Out(lane)).Via(Lane(lane, deliver, Window)).To(merge.In(lane));
            return new FlowShape<LedgerEntry, NotUsed>(balance.In, merge.Out);
        }));
    }

    private static Flow<LedgerEntry, NotUsed, NotUsed> Lane(int lane, Func<int, LedgerEntry, Task> deliver, int window) =>
        Flow.Create<LedgerEntry>().SelectAsyncUnordered(window, async entry =>
        {
            await deliver(lane, entry).ConfigureAwait(false);
            return NotUsed.Instance;
        });

    private sealed record Both(ICopySourceControl First, ICopySourceControl Second) : ICopySourceControl
    {
        public void Drain()
        {
            First.Drain();
            Second.Drain();
        }

        public void Stop()
        {
            First.Stop();
            Second.Stop();
        }
    }
}
