using System.Collections.Concurrent;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Offering;

/// <summary>
/// The edge's book of everything that left its buffers: each batch stays in it until a dispatcher has reported where its copies ended, or
/// until that cannot be expected any more; what is then left counts as unconfirmed. So each copy is counted exactly once, by the edge that
/// offered it, whatever is lost on the way.
/// </summary>
internal sealed class CopyLedger(TimeProvider time)
{
    private readonly ConcurrentDictionary<ulong, LedgerEntry> _entries = new();
    private ulong _lastId;

    /// <summary>Batches without a final report.</summary>
    public int Count => _entries.Count;

    /// <summary>Enters a shipment.</summary>
    /// <param name="shipment">What leaves the buffer.</param>
    /// <param name="meter">Where its copies are counted.</param>
    /// <param name="budget">The budget whose bytes it holds.</param>
    /// <param name="lifetime">How long a report may take.</param>
    public LedgerEntry Open(Shipment shipment, ShadowMeter meter, ByteBudget budget, TimeSpan lifetime)
    {
        var now = time.GetTimestamp();
        var expires = now + (long)(lifetime.TotalSeconds * time.TimestampFrequency);
        var entry = new LedgerEntry(Interlocked.Increment(ref _lastId), shipment, meter, budget, now, expires);
        _entries[entry.Id] = entry;
        return entry;
    }

    /// <summary>Counts what a dispatcher reports; what is reported of unknown batches (counted as unconfirmed before) is left aside.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="results">Some of its copies' results.</param>
    public void Settle(ulong id, IReadOnlyList<CopyResult> results)
    {
        if (_entries.TryGetValue(id, out var entry) && entry.Settle(results)) _entries.TryRemove(id, out _);
    }

    /// <summary>A dispatcher gives copies back unsent, because their lane moves.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="positions">Which of its copies, as it was last sent.</param>
    public void Return(ulong id, IReadOnlyList<int> positions)
    {
        // Nobody waits for it when it was given up as lost before; its copies then end as unconfirmed when their time is over.
        if (_entries.TryGetValue(id, out var entry)) entry.Return(positions);
    }

    /// <summary>Ends whatever is left of a batch with one outcome.</summary>
    public void End(LedgerEntry entry, CopyOutcome outcome)
    {
        if (_entries.TryRemove(entry.Id, out _)) entry.End(outcome);
    }

    /// <summary>Counts as unconfirmed what has waited too long.</summary>
    public void Expire()
    {
        var now = time.GetTimestamp();
        foreach (var (_, entry) in _entries)
        {
            if (entry.ExpiresAt <= now) End(entry, CopyOutcome.Unconfirmed);
        }
    }

    /// <summary>Counts as unconfirmed what a dispatcher's node, gone now, had admitted.</summary>
    public void NodeIsGone(ulong nodeUid)
    {
        foreach (var (_, entry) in _entries)
        {
            if (entry.AdmittedBy == nodeUid) End(entry, CopyOutcome.Unconfirmed);
        }
    }

    /// <summary>Counts everything as unconfirmed: the actor system is gone, so no report can come.</summary>
    public void AbandonAll()
    {
        foreach (var (_, entry) in _entries) End(entry, CopyOutcome.Unconfirmed);
    }
}

/// <summary>One batch, or one large copy, in the <see cref="CopyLedger"/>.</summary>
internal sealed class LedgerEntry(ulong id, Shipment shipment, ShadowMeter meter, ByteBudget budget, long openedAt, long expiresAt)
{
    private readonly Lock _lock = new();
    private int _remaining = shipment.Count;
    private Shipment? _shipment = shipment;
    private long _adrift;
    private ulong _admittedBy;
    private TaskCompletionSource<IReadOnlyList<int>?>? _turn;

    /// <summary>The batch's number.</summary>
    public ulong Id => id;

    /// <summary>Copies in it.</summary>
    public int Count { get; } = shipment.Count;

    /// <summary>Whether it must travel in parts.</summary>
    public bool IsLarge { get; } = shipment.IsLarge;

    /// <summary>What is to be delivered; empty once it <see cref="IsReleased"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => Volatile.Read(ref _shipment)?.Bytes ?? default;

    /// <summary>Whether there is nothing to deliver any more: a dispatcher has it, or it has ended.</summary>
    public bool IsReleased => Volatile.Read(ref _shipment) is null;

    /// <summary>When it was entered, as a timestamp.</summary>
    public long OpenedAt => openedAt;

    /// <summary>When it ends as unconfirmed, as a timestamp.</summary>
    public long ExpiresAt => expiresAt;

    /// <summary>The node that admitted it; 0 before that.</summary>
    public ulong AdmittedBy => Volatile.Read(ref _admittedBy);

    /// <summary>A dispatcher on this node has it. Unless it may come back (<see cref="NextTurn"/>), its bytes are not needed any more.</summary>
    public void Admitted(ulong nodeUid)
    {
        Volatile.Write(ref _admittedBy, nodeUid);
        if (_turn is null) Release();
    }

    /// <summary>Call before it is sent, where copies may come back.</summary>
    /// <returns>Ends with null when all of its copies have ended, or with the positions of those that a dispatcher gave back unsent.</returns>
    public Task<IReadOnlyList<int>?> NextTurn()
    {
        lock (_lock)
        {
            if (_remaining == 0) return Task.FromResult<IReadOnlyList<int>?>(null);
            _turn = new TaskCompletionSource<IReadOnlyList<int>?>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _turn.Task;
        }
    }

    /// <summary>Lets go of the bytes, which will not be sent again, and gives them back to the budget. More than once does no harm.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _shipment, null) is { } held) budget.Return(held.BudgetBytes);
        ReturnAdrift();
    }

    /// <summary>
    /// It was sent, and nobody says whether it has arrived. It will not be sent again, but may lie in a buffer of the actor system (sharding keeps
    /// what it cannot place yet): its bytes stay in the budget until its end is known.
    /// </summary>
    public void Adrift()
    {
        if (Interlocked.Exchange(ref _shipment, null) is not { } held) return;
        Interlocked.Add(ref _adrift, held.BudgetBytes);
        lock (_lock)
        {
            // Else whoever ends it finds them.
            if (_remaining == 0) ReturnAdrift();
        }
    }

    /// <returns>Whether all of its copies are settled now.</returns>
    internal bool Settle(IReadOnlyList<CopyResult> results)
    {
        lock (_lock)
        {
            var n = Math.Min(_remaining, results.Count);
            for (var i = 0; i < n; i++) meter.Settled(results[i]);
            _remaining -= n;
            if (_remaining > 0) return false;
        }

        Release();
        _turn?.TrySetResult(null);
        return true;
    }

    private void ReturnAdrift()
    {
        if (Interlocked.Exchange(ref _adrift, 0) is > 0 and var bytes) budget.Return(bytes);
    }

    internal void Return(IReadOnlyList<int> positions) => _turn?.TrySetResult(positions);

    internal void End(CopyOutcome outcome)
    {
        lock (_lock)
        {
            if (_remaining > 0) meter.Ended(outcome, _remaining);
            _remaining = 0;
        }

        Release();
        _turn?.TrySetResult(null);
    }
}
