using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Lanes;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Streaming;

/// <summary>
/// Takes batches to the dispatchers. A batch is sent once; only when a dispatcher says that it did not take it, it is sent again. When no answer
/// comes in time the batch may still arrive (sharding holds messages while a lane moves), so it stays in the ledger and its report decides.
/// </summary>
internal sealed class LaneDelivery(IActorRef region, CopyLedger ledger, ulong edge, string settleTo, TimeProvider time)
{
    /// <summary>How long a dispatcher may take to admit a batch. Short: a lane stands still while it waits for a dead node.</summary>
    public static readonly TimeSpan AdmissionTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Parts of one large copy that are on their way at a time. More would hold up other shadows' batches at the <see cref="WireGate"/>.</summary>
    public const int PartsUnderWay = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly WireGates _gates = new();

    /// <summary>Delivers one shipment of one shadow to one lane.</summary>
    /// <returns>A task that ends when the lane may send more; it never fails.</returns>
    public async Task DeliverAsync(ShadowOffer offer, int lane, LedgerEntry entry)
    {
        try
        {
            if (LanePlan.IsOrdered(offer.Route.Settings)) await DeliverInOrderAsync(offer, lane, entry).ConfigureAwait(false);
            else await SendAllAsync(offer, lane, entry, entry.Bytes, entry.Count).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The actor system is going down, or there is no route to the region: no report will come for a batch that was not sent.
            ledger.End(entry, CopyOutcome.Unconfirmed);
        }
    }

    /// <summary>
    /// One batch at a time from admission to its last copy's end: when the lane moves, what it has not sent comes back here, and nothing that came
    /// later has gone ahead of it.
    /// </summary>
    private async Task DeliverInOrderAsync(ShadowOffer offer, int lane, LedgerEntry entry)
    {
        var (bytes, count) = (entry.Bytes, entry.Count);
        while (true)
        {
            var turn = entry.NextTurn();
            if (!await SendAllAsync(offer, lane, entry, bytes, count).ConfigureAwait(false)) return;
            if (await turn.ConfigureAwait(false) is not { } returned) return;
            if (entry.IsLarge) continue;
            var copies = CopyBatch.Split(bytes);
            (bytes, count) = (CopyBatch.Join([.. returned.Where(i => i < copies.Count).Select(i => copies[i])]), returned.Count);
        }
    }

    /// <returns>Whether all of it was admitted.</returns>
    private async Task<bool> SendAllAsync(ShadowOffer offer, int lane, LedgerEntry entry, ReadOnlyMemory<byte> bytes, int count)
    {
        var sent = entry.IsLarge
            ? await SendPartsAsync(offer, Parts(offer, lane, entry, bytes), entry).ConfigureAwait(false)
            : await SendAsync(offer, entry, Batch(offer, lane, entry, bytes, count, null)).ConfigureAwait(false);
        if (sent.End == SendEnd.Admitted) entry.Admitted(sent.NodeUid);
        else if (sent.End == SendEnd.Lost) entry.Adrift();
        return sent.End == SendEnd.Admitted;
    }

    /// <summary>A few parts are on their way at a time: one by one, a large copy would wait for an answer as often as it has parts.</summary>
    private async Task<Sent> SendPartsAsync(ShadowOffer offer, IEnumerable<CopyBatch> parts, LedgerEntry entry)
    {
        var underWay = new Queue<Task<Sent>>(PartsUnderWay);
        var result = new Sent(SendEnd.Admitted);
        foreach (var part in parts)
        {
            if (underWay.Count == PartsUnderWay) result = result.And(await underWay.Dequeue().ConfigureAwait(false));
            if (result.End != SendEnd.Admitted) break;
            underWay.Enqueue(SendAsync(offer, entry, part));
        }

        var left = result.End != SendEnd.Admitted;
        foreach (var part in underWay) result = result.And(await part.ConfigureAwait(false));

        // Without the parts that were not sent any more, no dispatcher can report the copy.
        if (left) ledger.End(entry, CopyOutcome.Unconfirmed);
        return result;
    }

    private async Task<Sent> SendAsync(ShadowOffer offer, LedgerEntry entry, CopyBatch batch)
    {
        for (var pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            var gate = _gates.Of(batch.Mapping, batch.Lane);
            await gate.EnterAsync(batch.Copies.Length).ConfigureAwait(false);
            try
            {
                if (await TrySendAsync(offer, entry, batch).ConfigureAwait(false) is { } sent) return sent;
            }
            finally
            {
                gate.Leave(batch.Copies.Length);
            }

            await Task.Delay(pause, time).ConfigureAwait(false);
        }
    }

    /// <returns>Null when it is to be sent again.</returns>
    private async Task<Sent?> TrySendAsync(ShadowOffer offer, LedgerEntry entry, CopyBatch batch)
    {
        // It has ended meanwhile, as when the actor system went down.
        if (entry.IsReleased) return new Sent(SendEnd.Ended);
        if (time.GetElapsedTime(entry.OpenedAt) > offer.Route.Settings.MaxAge)
        {
            ledger.End(entry, CopyOutcome.Expired);
            return new Sent(SendEnd.Ended);
        }

        Admission answer;
        batch.SentAt = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            answer = await region.Ask<Admission>(batch, AdmissionTimeout).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            _gates.Lost(batch.Mapping, batch.Lane);
            return new Sent(SendEnd.Lost);
        }

        _gates.Answered(batch.Mapping, batch.Lane, answer.NodeUid);
        switch (answer.Verdict)
        {
            case Admission.Types.Verdict.Admitted:
                return new Sent(SendEnd.Admitted, answer.NodeUid);
            case Admission.Types.Verdict.Refused:
                ledger.End(entry, CopyOutcome.Unconfirmed);
                return new Sent(SendEnd.Ended);
            default:
                return null;
        }
    }

    private IEnumerable<CopyBatch> Parts(ShadowOffer offer, int lane, LedgerEntry entry, ReadOnlyMemory<byte> bytes)
    {
        var count = (bytes.Length + CopyBatch.MaxBytes - 1) / CopyBatch.MaxBytes;
        for (var i = 0; i < count; i++)
        {
            var start = i * CopyBatch.MaxBytes;
            var data = bytes.Slice(start, Math.Min(CopyBatch.MaxBytes, bytes.Length - start));
            yield return Batch(offer, lane, entry, data, 1, new CopyPart(i, count, bytes.Length));
        }
    }

    private CopyBatch Batch(ShadowOffer offer, int lane, LedgerEntry entry, ReadOnlyMemory<byte> bytes, int count, CopyPart? part) => new()
    {
        Mapping = offer.Route.Name,
        Lane = lane,
        Edge = edge,
        Id = entry.Id,
        SettleTo = settleTo,
        Count = count,
        Copies = bytes,
        Part = part,
    };

    /// <summary>How sending has ended.</summary>
    private enum SendEnd
    {
        /// <summary>A dispatcher has it.</summary>
        Admitted,

        /// <summary>Nobody says whether it has arrived.</summary>
        Lost,

        /// <summary>It was not taken, and is counted.</summary>
        Ended,
    }

    /// <param name="End">How.</param>
    /// <param name="NodeUid">The node that has admitted it.</param>
    private readonly record struct Sent(SendEnd End, ulong NodeUid = 0)
    {
        /// <summary>The worse of two parts' ends.</summary>
        public Sent And(Sent other) => other.End >= End ? other : this;
    }
}
