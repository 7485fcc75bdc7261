using System.Buffers;
using System.Numerics;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// Keeps one reply while it is read, up to a limit and within the node's budget. Beyond either, the reply counts as truncated and is read on without
/// being kept. Not thread-safe.
/// </summary>
/// <param name="limit">Longest body to keep, in bytes.</param>
/// <param name="budget">The node's memory for replies that are being compared.</param>
internal sealed class ReplyCapture(int limit, ByteBudget budget) : IDisposable
{
    private const int FirstBytes = 4 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private int _reserved;
    private int _status;
    private bool _isCut;
    private CopyOutcome _outcome = CopyOutcome.Reset;
    private TimeSpan _latency;
    private IReadOnlyList<KeyValuePair<string, string>> _headers = [];
    private IReadOnlyList<KeyValuePair<string, string>> _trailers = [];

    /// <summary>The head is in.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="latency">Since the request was sent: production's latency ends at the head of its reply too.</param>
    public void Begin(HttpResponseMessage reply, TimeSpan latency)
    {
        (_status, _latency) = ((int)reply.StatusCode, latency);
        _headers = [.. Fields(reply.Headers.NonValidated), .. Fields(reply.Content.Headers.NonValidated)];
    }

    /// <summary>Bytes of the body, in order.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_isCut) return;
        if (_length + (long)bytes.Length > limit || !TryGrow(_length + bytes.Length))
        {
            _isCut = true;
            Release();
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>The body has ended.</summary>
    public void End(HttpResponseMessage reply) => _trailers = [.. Fields(reply.TrailingHeaders.NonValidated)];

    /// <summary>The call is over.</summary>
    public void Conclude(CopyOutcome outcome, TimeSpan latency)
    {
        _outcome = outcome;
        if (_status == 0) _latency = latency;
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

    private static IEnumerable<KeyValuePair<string, string>> Fields(System.Net.Http.Headers.HttpHeadersNonValidated headers) =>
        headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
}
