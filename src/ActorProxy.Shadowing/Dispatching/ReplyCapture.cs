using System.Buffers;
using System.Numerics;
using System.Text;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// Keeps one reply while it is read, up to a limit and within the node's budget. Beyond either, the reply counts as truncated and is read on without
/// being kept. Not thread-safe.
/// </summary>
/// <param name="limit">Longest body to keep, in bytes.</param>
/// <param name="budget">The node's memory for replies that are being compared.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplyCapture(int limit, ByteBudget budget, TimeProvider time) : IReplySink, IDisposable
{
    private const int FirstBytes = 4 * 1024;

    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly List<KeyValuePair<string, string>> _trailers = [];
    private byte[] _buffer = [];
    private int _length;
    private int _reserved;
    private int _status;
    private bool _isCut;
    private CopyOutcome _outcome = CopyOutcome.Reset;
    private TimeSpan _latency;
    private long _begun;

    /// <summary>The copy is sent now.</summary>
    public void Begin() => _begun = time.GetTimestamp();

    /// <summary>The head is in. Production's latency ends at the head of its reply too.</summary>
    public void Status(int status) => (_status, _latency) = (status, time.GetElapsedTime(_begun));

    public void Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _headers.Add(Field(name, value));

    public void Body(ReadOnlySpan<byte> piece)
    {
        if (_isCut) return;
        if (_length + (long)piece.Length > limit || !TryGrow(_length + piece.Length))
        {
            _isCut = true;
            Release();
            return;
        }

        piece.CopyTo(_buffer.AsSpan(_length));
        _length += piece.Length;
    }

    public void Trailer(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _trailers.Add(Field(name, value));

    /// <summary>The call is over.</summary>
    public void Conclude(in CopyResult result)
    {
        _outcome = result.Outcome;

        // A head that turned out not to be one is none.
        if (result is { Outcome: CopyOutcome.Reset, Status: 0 }) _status = 0;
        if (_status == 0) _latency = time.GetElapsedTime(_begun);
    }

    /// <summary>What there is to compare; its body is valid until this is disposed.</summary>
    /// <param name="headSuffices">Whether a reply that never ended counts as truncated once its head was in, since production's was longer than wanted.</param>
    public Reply Read(bool headSuffices) => _outcome switch
    {
        CopyOutcome.Answered => Head(_isCut ? ReplyEnd.Truncated : ReplyEnd.Complete),
        _ when headSuffices && _status != 0 => Head(ReplyEnd.Truncated),
        CopyOutcome.TimedOut => Reply.Failed(ReplyEnd.TimedOut, _latency),
        CopyOutcome.ConnectFailed => Reply.Failed(ReplyEnd.ConnectFailed, _latency),
        _ => Reply.Failed(ReplyEnd.Reset, _latency),
    };

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Release();

    private Reply Head(ReplyEnd end) => new()
    {
        End = end, Status = _status, Headers = _headers, Trailers = _trailers, Body = _buffer.AsMemory(0, _length), Latency = _latency,
    };

    private bool TryGrow(int needed)
    {
        if (needed <= _reserved) return true;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed, FirstBytes));
        if (!budget.TryTake(size - _reserved)) return false;
        _reserved = size;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }

    private void Release()
    {
        if (_reserved == 0) return;
        budget.Return(_reserved);
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length, _reserved) = ([], 0, 0);
    }

    private static KeyValuePair<string, string> Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        KeyValuePair.Create(Encoding.Latin1.GetString(name), Encoding.Latin1.GetString(value));
}
