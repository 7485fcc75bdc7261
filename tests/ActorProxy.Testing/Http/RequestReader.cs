using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace ActorProxy.Testing.Http;

/// <summary>Reads HTTP/1.1 requests from a connection, keeping every byte that means something.</summary>
internal sealed class RequestReader(PipeReader input, int connection)
{
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    /// <summary>The next request, or null when the client has closed the connection between two requests.</summary>
    /// <exception cref="EndOfStreamException">The connection ended in the middle of a request.</exception>
    /// <exception cref="FormatException">What came is not HTTP/1.1.</exception>
    public async Task<RecordedRequest?> ReadAsync()
    {
        var line = await ReadLineAsync(mayEnd: true);
        if (line is null)
            return null;

        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(mayEnd: false) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
                throw new FormatException($"not a header: '{header}'");
            headers.Add(new(header[..colon], header[(colon + 1)..].Trim(' ', '\t')));
        }

        var chunked = Value("Transfer-Encoding") is { } encoding && encoding.Contains("chunked", StringComparison.OrdinalIgnoreCase);
        var body = chunked
            ? await ReadChunksAsync()
            : await ReadExactlyAsync(int.Parse(Value("Content-Length") ?? "0", CultureInfo.InvariantCulture));
        return new RecordedRequest(line, headers, body, chunked, connection);

        string? Value(string name) => headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = (await ReadLineAsync(mayEnd: false))!.Split(';')[0];
            var length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
                break;
            body.Write(await ReadExactlyAsync(length));
            if (await ReadLineAsync(mayEnd: false) is not { Length: 0 })
                throw new FormatException("a chunk is longer than its size");
        }

        while (await ReadLineAsync(mayEnd: false) is { Length: > 0 })
        {
        }

        return body.ToArray();
    }

    private async Task<string?> ReadLineAsync(bool mayEnd)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var reader = new SequenceReader<byte>(read.Buffer);
            if (reader.TryReadTo(out ReadOnlySequence<byte> line, LineEnd))
            {
                // Latin-1 keeps every byte apart.
                var text = Encoding.Latin1.GetString(line);
                input.AdvanceTo(reader.Position);
                return text;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return mayEnd && read.Buffer.IsEmpty ? null : throw new EndOfStreamException("the connection ended within a request's head");
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length)
    {
        var body = new byte[length];
        await input.AsStream(leaveOpen: true).ReadExactlyAsync(body);
        return body;
    }
}
