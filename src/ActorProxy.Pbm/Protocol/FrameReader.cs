using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ActorProxy.Pbm.Protocol;

/// <summary>Reads frames, one JSON document per line.</summary>
internal static class FrameReader
{
    /// <summary>Longest line that is accepted, in bytes; a node sends a fifth of it at most.</summary>
    public const int LongestLine = 1024 * 1024;

    /// <summary>Reads frames up to the final one.</summary>
    /// <exception cref="InvalidDataException">A line is no frame or too long, or the stream ends before the final one.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async IAsyncEnumerable<CommandFrame> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (TryTakeLine(ref buffer, out var line))
            {
                var frame = Parse(line);
                yield return frame;
                if (frame.Final)
                    yield break;
            }

            if (read.IsCompleted)
                throw new InvalidDataException("the answer ends in the middle");
            if (buffer.Length > LongestLine)
                throw new InvalidDataException("a line of the answer is too long");

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static CommandFrame Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize(ref json, PbmJsonContext.Default.CommandFrame) ?? throw new InvalidDataException("a line of the answer is empty");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"a line of the answer is not understood: {problem.Message}", problem);
        }
    }
}
