using System.Buffers;
using System.Numerics;

namespace ActorProxy.Edge.Recording;

/// <summary>
/// The body of a request or a reply in pooled memory, appended to as it streams by. Not safe for several threads; <see cref="CopyRecorder"/> guards it.
/// </summary>
internal sealed class RecordedBody
{
    private const int SmallestSegment = 1024;
    private const int LargestSegment = 64 * 1024;

    private Segment? _first;
    private Segment? _last;
    private Segment? _spare;

    /// <summary>Bytes held.</summary>
    public long Length { get; private set; }

    /// <summary>Memory that appending so many bytes takes beyond what is there already.</summary>
    public int GrowthFor(int bytes)
    {
        var more = bytes - (_last?.Free ?? 0);
        if (more <= 0)
            return 0;

        // Each segment doubles what is there, so that a small body takes little and a large one few segments. Powers of two are what the
        // pool gives.
        var wanted = (int)Math.Clamp(Length + bytes, SmallestSegment, LargestSegment);
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(wanted, more));
    }

    /// <summary>Appends, taking a segment of <see cref="GrowthFor"/> bytes when there is no room.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var growth = GrowthFor(bytes.Length);
        if (_last is { Free: > 0 } last)
        {
            var fitting = Math.Min(last.Free, bytes.Length);
            last.Append(bytes[..fitting]);
            Length += fitting;
            bytes = bytes[fitting..];
        }

        if (growth == 0)
            return;

        var segment = _spare ?? new Segment();
        _spare = null;
        segment.Begin(growth, Length);
        segment.Append(bytes);
        Length += bytes.Length;
        _last?.Follow(segment);
        _first ??= segment;
        _last = segment;
    }

    /// <summary>The whole body; valid until <see cref="Clear"/>.</summary>
    public ReadOnlySequence<byte> ToSequence() =>
        _first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_first, 0, _last!, _last!.Memory.Length);

    /// <summary>Gives the memory back.</summary>
    public void Clear()
    {
        for (var segment = _first; segment is not null;)
        {
            var next = segment.Following;
            segment.End();
            segment = next;
        }

        _spare = _first ?? _spare;
        _first = _last = null;
        Length = 0;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private byte[] _buffer = [];

        public int Free => _buffer.Length - Memory.Length;

        public Segment? Following => (Segment?)Next;

        public void Begin(int size, long runningIndex)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(size);
            RunningIndex = runningIndex;
        }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_buffer.AsSpan(Memory.Length));
            Memory = _buffer.AsMemory(0, Memory.Length + bytes.Length);
        }

        public void Follow(Segment next) => Next = next;

        public void End()
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            Memory = default;
            Next = null;
        }
    }
}
