using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>One TCP connection that speaks HTTP/1.1 byte by byte, as a client or as a server.</summary>
public sealed class RawConnection(Socket socket) : IAsyncDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public static async Task<RawConnection> ConnectAsync(string url)
    {
        var uri = new Uri(url);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Parse(uri.Host), uri.Port).InTime();
        return new RawConnection(socket);
    }

    public Task SendAsync(string latin1) => SendAsync(Encoding.Latin1.GetBytes(latin1));

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask().InTime();

    /// <summary>Sends without a time limit, for senders that are held up on purpose.</summary>
    public Task SendWithoutLimitAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>Ends sending, in order.</summary>
    public void Finish() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>The next line without its end; null at the end of the connection.</summary>
    public async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, end);
                _start += end + 2;
                return line;
            }

            if (!await FillAsync())
                return null;
        }
    }

    /// <summary>Exactly so many bytes.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var result = new byte[count];
        var done = 0;
        while (done < count)
        {
            if (_start == _end && !await FillAsync())
                throw new EndOfStreamException();
            var part = Math.Min(count - done, _end - _start);
            _buffer.AsSpan(_start, part).CopyTo(result.AsSpan(done));
            (_start, done) = (_start + part, done + part);
        }

        return result;
    }

    /// <summary>One piece of a chunked body; empty at its end.</summary>
    public async Task<byte[]> ReadChunkAsync()
    {
        var size = int.Parse((await ReadLineAsync())!.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (size == 0)
            return [];
        var chunk = await ReadAsync(size);
        await ReadLineAsync();
        return chunk;
    }

    /// <summary>The head of a message; null at the end of the connection.</summary>
    public async Task<RawMessage?> ReadHeadAsync()
    {
        if (await ReadLineAsync() is not { } startLine)
            return null;
        return new RawMessage(startLine, await ReadFieldsAsync(), [], []);
    }

    /// <summary>A whole message.</summary>
    /// <param name="withoutBody">Whether it is the reply to a HEAD.</param>
    public async Task<RawMessage?> ReadMessageAsync(bool withoutBody = false)
    {
        if (await ReadHeadAsync() is not { } head)
            return null;
        if (withoutBody)
            return head;
        return await ReadBodyAsync(head);
    }

    /// <summary>The body that belongs to a head.</summary>
    public async Task<RawMessage> ReadBodyAsync(RawMessage head)
    {
        if (head.Header("Transfer-Encoding") == "chunked")
        {
            var body = new MemoryStream();
            while (await ReadChunkAsync() is { Length: > 0 } chunk)
                body.Write(chunk);
            return head with { Body = body.ToArray(), Trailers = await ReadFieldsAsync() };
        }

        if (head.Header("Content-Length") is { } length)
            return head with { Body = await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture)) };

        return head;
    }

    /// <summary>Everything until the other side ends the connection; also what a reset cuts off.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        try
        {
            while (await FillAsync())
            {
            }
        }
        catch (IOException)
        {
            // Reset: what came before is what there is.
        }

        return _buffer[_start.._end];
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<List<KeyValuePair<string, string>>> ReadFieldsAsync()
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return fields;
    }

    private async Task<bool> FillAsync()
    {
        if (_start == _end)
            _start = _end = 0;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end)).AsTask().InTime();
        _end += read;
        return read > 0;
    }
}
