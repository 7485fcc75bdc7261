using System.Buffers;
using System.Collections.Concurrent;
using ActorProxy.Shadowing.Copies;

namespace ActorProxy.Shadowing.Offering;

/// <summary>
/// The bounded buffer between requests and one shadow's stream, where backpressure becomes a counted drop. Any number of requests add; one
/// stream takes. Adding encodes the copy straight into the batch that goes on the wire and neither waits nor takes a lock: a thread takes the
/// open batch out of its slot, writes, and puts it back; a second thread that comes meanwhile opens another.
/// </summary>
internal sealed class CopyBuffer(ByteBudget budget, TimeProvider time)
{
    private const int NotWaiting = 0;
    private const int WaitingForAny = 1;
    private const int WaitingForFull = 2;

    private readonly ConcurrentQueue<Shipment> _sealed = new();
    private OpenBatch? _open;
    private OpenBatch? _spare;
    private int _waiting;
    private volatile ICopyBufferReader? _reader;

    /// <summary>Whether nothing is held.</summary>
    public bool IsEmpty => _sealed.IsEmpty && Volatile.Read(ref _open) is not { Count: > 0 };

    /// <summary>Encodes and keeps a copy.</summary>
    /// <returns>False when the budget is full.</returns>
    public bool TryAdd(CopyTicket ticket, in CopyContent content)
    {
        var offeredAt = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
        if (content.BodyBytes > CopyBatch.MaxBytes) return TryAddLarge(ticket, content, offeredAt);

        var batch = TakeOpen();
        if (!CopyEncoder.TryEncodeField(batch.Free, ticket, content, offeredAt, out var written))
        {
            if (batch.Count == 0)
            {
                PutBack(batch);
                return TryAddLarge(ticket, content, offeredAt);
            }

            Seal(batch);
            if (!CopyEncoder.TryEncodeField(batch.Free, ticket, content, offeredAt, out written))
            {
                PutBack(batch);
                Wake(full: true);
                return TryAddLarge(ticket, content, offeredAt);
            }
        }

        var fits = budget.TryTake(written);
        if (fits) batch.Add(written);

        // Woken also when the copy did not fit: a reader that came while the batch was out of its slot has found nothing and gone to sleep.
        var holds = batch.Count > 0;
        var full = PutBack(batch) || !_sealed.IsEmpty;
        if (full || holds) Wake(full);
        return fits;
    }

    /// <summary>Attaches the stream that takes from now on, or detaches it.</summary>
    public void AttachReader(ICopyBufferReader? reader)
    {
        Interlocked.Exchange(ref _waiting, NotWaiting);
        _reader = reader;
    }

    /// <summary>Takes what is ready to go: a full batch or a large copy.</summary>
    public bool TryTakeFull(out Shipment shipment) => _sealed.TryDequeue(out shipment!);

    /// <summary>Takes whatever there is, also a batch that is not full.</summary>
    public bool TryTakeAny(out Shipment shipment)
    {
        if (_sealed.TryDequeue(out shipment!)) return true;
        if (Interlocked.Exchange(ref _open, null) is not { } batch) return false;
        if (batch.Count == 0)
        {
            PutBack(batch);
            return false;
        }

        shipment = batch.Close();
        Recycle(batch);
        return true;
    }

    /// <summary>
    /// Asks to be told once there is something. The reader is called at most once: <see cref="ICopyBufferReader.OnFirst"/> when the first copy
    /// of a batch comes (it then waits a moment for more), <see cref="ICopyBufferReader.OnFull"/> when there is no point in waiting.
    /// </summary>
    public void Await()
    {
        Interlocked.Exchange(ref _waiting, WaitingForAny);

        // A copy that came before the line above has seen nobody waiting.
        if (!_sealed.IsEmpty) Wake(full: true);
        else if (Volatile.Read(ref _open) is { Count: > 0 }) Wake(full: false);
    }

    /// <summary>Takes an <see cref="Await"/> back.</summary>
    public void StopAwaiting() => Interlocked.Exchange(ref _waiting, NotWaiting);

    /// <summary>A copy that fits into no batch with others: a batch by itself if it can be one, else it goes in parts.</summary>
    private bool TryAddLarge(CopyTicket ticket, in CopyContent content, ulong offeredAt) =>
        content.BodyBytes < CopyBatch.MaxAloneBytes
            ? TryAddAlone(ticket, content, offeredAt) ?? TryAddInParts(ticket, content, offeredAt)
            : TryAddInParts(ticket, content, offeredAt);

    /// <returns>Null when it is too large.</returns>
    private bool? TryAddAlone(CopyTicket ticket, in CopyContent content, ulong offeredAt)
    {
        if (!budget.TryTake(content.BodyBytes)) return false;
        var rented = ArrayPool<byte>.Shared.Rent(CopyBatch.MaxAloneBytes);
        try
        {
            var fits = CopyEncoder.TryEncodeField(rented.AsSpan(0, CopyBatch.MaxAloneBytes), ticket, content, offeredAt, out var written);
            budget.Return(content.BodyBytes);
            if (!fits) return null;
            if (!budget.TryTake(written)) return false;
            Ship(rented.AsSpan(0, written), isLarge: false);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private bool TryAddInParts(CopyTicket ticket, in CopyContent content, ulong offeredAt)
    {
        // Room for the heads of the request and the reply; it is doubled until it suffices (the server bounds the size of heads).
        for (var room = 16 * 1024; ; room *= 4)
        {
            var size = content.BodyBytes + room;
            if (size > Array.MaxLength || !budget.TryTake(size)) return false;
            var rented = ArrayPool<byte>.Shared.Rent((int)size);
            try
            {
                if (!CopyEncoder.TryEncode(rented.AsSpan(0, (int)size), ticket, content, offeredAt, out var written))
                {
                    budget.Return(size);
                    continue;
                }

                budget.Return(size - written);
                Ship(rented.AsSpan(0, written), isLarge: true);
                return true;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private void Ship(ReadOnlySpan<byte> copy, bool isLarge)
    {
        _sealed.Enqueue(new Shipment(copy.ToArray(), 1, isLarge, copy.Length));
        Wake(full: true);
    }

    private OpenBatch TakeOpen() =>
        Interlocked.Exchange(ref _open, null) ?? Interlocked.Exchange(ref _spare, null) ?? new OpenBatch();

    private void Seal(OpenBatch batch) => _sealed.Enqueue(batch.Close());

    /// <returns>True when a batch was sealed, because another thread had put one back already.</returns>
    private bool PutBack(OpenBatch batch)
    {
        if (Interlocked.CompareExchange(ref _open, batch, null) is null) return false;
        if (batch.Count > 0) Seal(batch);
        Recycle(batch);
        return true;
    }

    private void Recycle(OpenBatch batch) => Volatile.Write(ref _spare, batch);

    private void Wake(bool full)
    {
        var waiting = Volatile.Read(ref _waiting);
        if (waiting == NotWaiting) return;
        if (full)
        {
            if (Interlocked.Exchange(ref _waiting, NotWaiting) != NotWaiting) _reader?.OnFull();
        }
        else if (waiting == WaitingForAny && Interlocked.CompareExchange(ref _waiting, WaitingForFull, WaitingForAny) == WaitingForAny)
        {
            _reader?.OnFirst();
        }
    }

    private sealed class OpenBatch
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(CopyBatch.MaxBytes);
        private int _used;

        public int Count { get; private set; }

        public Span<byte> Free => _bytes.AsSpan(_used);

        public void Add(int written)
        {
            _used += written;
            Count++;
        }

        public Shipment Close()
        {
            var shipment = new Shipment(_bytes.AsSpan(0, _used).ToArray(), Count, IsLarge: false, _used);
            (_used, Count) = (0, 0);
            return shipment;
        }
    }
}

/// <summary>Whoever takes from a <see cref="CopyBuffer"/>. Called on the threads of requests: must hand over and return.</summary>
internal interface ICopyBufferReader
{
    /// <summary>The first copy of a batch is there.</summary>
    void OnFirst();

    /// <summary>A full batch or a large copy is there.</summary>
    void OnFull();
}
