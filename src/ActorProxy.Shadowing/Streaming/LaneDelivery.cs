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
        if (!entry.IsLarge) return await SendAsync(offer, entry, Batch(offer, lane, entry, bytes, count, null)).ConfigureAwait(false);
        foreach (var batch in Parts(offer, lane, entry, bytes))
        {
            if (!await SendAsync(offer, entry, batch).ConfigureAwait(false)) return false;
        }

        return true;
    }

    /// <returns>Whether it was admitted.</returns>
    private async Task<bool> SendAsync(ShadowOffer offer, LedgerEntry entry, CopyBatch batch)
    {
        for (var pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            var gate = _gates.Of(batch.Mapping, batch.Lane);
            await gate.EnterAsync(batch.Copies.Length).ConfigureAwait(false);
            try
            {
                if (await TrySendAsync(offer, entry, batch).ConfigureAwait(false) is { } admitted) return admitted;
            }
            finally
            {
                gate.Leave(batch.Copies.Length);
            }

            await Task.Delay(pause, time).ConfigureAwait(false);
        }
    }

    /// <returns>Whether it was admitted; null when it is to be sent again.</returns>
    private async Task<bool?> TrySendAsync(ShadowOffer offer, LedgerEntry entry, CopyBatch batch)
    {
        // It has ended meanwhile, as when the actor system went down.
        if (entry.IsReleased) return false;
        if (time.GetElapsedTime(entry.OpenedAt) > offer.Route.Settings.MaxAge)
        {
            ledger.End(entry, CopyOutcome.Expired);
            return false;
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

            // Without its last parts no dispatcher can report a large copy.
            if (batch.Part is { } part && part.Index < part.Count - 1) ledger.End(entry, CopyOutcome.Unconfirmed);
            else entry.Adrift();
            return false;
        }

        _gates.Answered(batch.Mapping, batch.Lane, answer.NodeUid);
        switch (answer.Verdict)
        {
            case Admission.Types.Verdict.Admitted:
                if (batch.Part is null || batch.Part.Index == batch.Part.Count - 1) entry.Admitted(answer.NodeUid);
                return true;
            case Admission.Types.Verdict.Refused:
                ledger.End(entry, CopyOutcome.Unconfirmed);
                return false;
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
}
