using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Conformance.Tests.Model;

namespace ActorProxy.Conformance.Tests.Client;

/// <summary>A client's connection to the proxy that sends requests byte for byte as cases write them.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly NetworkStream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    private RawConnection(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Whether another request may follow.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Connects to a port on loopback.</summary>
    public static async Task<RawConnection> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawConnection(socket);
    }

    /// <summary>Sends a request's head and the first bytes of its body, waits until the proxy has begun with it, and ends the connection.</summary>
    public static async Task AbortAsync(int port, OutgoingRequest request, int bodyBytes, Func<Task> begun)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var bytes = request.Serialize();
        await socket.SendAsync(bytes.AsMemory(0, bytes.Length - request.Body!.Length + bodyBytes));
        await begun();
        socket.Shutdown(SocketShutdown.Send);

        // The proxy has noticed when it ends the connection in turn, in order or not.
        using var limit = new CancellationTokenSource(Limit);
        var rest = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(rest, limit.Token) > 0)
            {
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // That is noticing too.
        }
    }

    /// <summary>Sends bytes and reads what comes back for them.</summary>
    /// <param name="bytes">What to send.</param>
    /// <param name="isByteByByte">Whether each byte is sent by itself.</param>
    /// <param name="replies">How many replies to read; there may be fewer, or none.</param>
    /// <param name="untilEnd">Whether to read on until the proxy ends the connection.</param>
    /// <returns>Their statuses, and <see cref="ExpectedReply.End"/> when the connection was ended.</returns>
    public async Task<IReadOnlyList<string>> SendAsync(byte[] bytes, bool isByteByByte, int replies, bool untilEnd)
    {
        using var limit = new CancellationTokenSource(Limit);
        var statuses = new List<string>();
        try
        {
            var size = isByteByByte ? 1 : Math.Max(1, bytes.Length);
            for (var at = 0; at < bytes.Length; at += size)
                await _stream.WriteAsync(bytes.AsMemory(at, size), limit.Token);
            while (untilEnd || statuses.Count < replies)
                statuses.Add((await ReadReplyAsync("", "", Stopwatch.GetTimestamp(), limit.Token)).Status.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            statuses.Add(ExpectedReply.End);
        }
        catch (OperationCanceledException)
        {
            statuses.Add($"nothing within {Limit.TotalSeconds} s");
        }

        return statuses;
    }

    /// <summary>Sends a request and reads the whole reply.</summary>
    public async Task<HttpReply> SendAsync(OutgoingRequest request)
    {
        using var limit = new CancellationTokenSource(Limit);
        var start = Stopwatch.GetTimestamp();
        await _stream.WriteAsync(request.Serialize(), limit.Token);
        return await ReadReplyAsync(request.Method, request.Then ?? "", start, limit.Token);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<HttpReply> ReadReplyAsync(string method, string then, long start, CancellationToken cancellation)
    {
        var line = await ReadLineAsync(cancellation);
        var status = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = await ReadFieldsAsync(cancellation);
        if (status == 101)
        {
            var echo = await EchoAsync(then, cancellation);
            return new HttpReply(status, headers, "", [], echo, Stopwatch.GetElapsedTime(start));
        }

        var (body, trailers) = await ReadBodyAsync(method, status, headers, cancellation);
        IsOpen = IsOpen && !headers.Any(header => Is(header.Key, "Connection") && Is(header.Value, "close"));
        return new HttpReply(status, headers, Encoding.UTF8.GetString(body), trailers, null, Stopwatch.GetElapsedTime(start));
    }

    private async Task<(byte[] Body, List<KeyValuePair<string, string>> Trailers)> ReadBodyAsync(
        string method, int status, List<KeyValuePair<string, string>> headers, CancellationToken cancellation)
    {
        if (method == "HEAD" || status is 100 or 204 or 304)
            return ([], []);

        if (headers.Any(header => Is(header.Key, "Transfer-Encoding")))
        {
            using var body = new MemoryStream();
            while (int.Parse((await ReadLineAsync(cancellation)).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
            {
                body.Write(await ReadAsync(size, cancellation));
                await ReadLineAsync(cancellation);
            }

            return (body.ToArray(), await ReadFieldsAsync(cancellation));
        }

        if (headers.FirstOrDefault(header => Is(header.Key, "Content-Length")).Value is { } length)
            return (await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellation), []);

        IsOpen = false;
        using var rest = new MemoryStream();
        do
            rest.Write(_buffer.AsSpan(_start, _end - _start));
        while (await FillAsync(cancellation));
        return (rest.ToArray(), []);
    }

    private async Task<string> EchoAsync(string text, CancellationToken cancellation)
    {
        IsOpen = false;
        var bytes = Encoding.UTF8.GetBytes(text);
        await _stream.WriteAsync(bytes, cancellation);
        return Encoding.UTF8.GetString(await ReadAsync(bytes.Length, cancellation));
    }

    private async Task<List<KeyValuePair<string, string>>> ReadFieldsAsync(CancellationToken cancellation)
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(cancellation) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return fields;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        using var line = new MemoryStream();
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var length = end < 0 ? _end - _start : end;
            line.Write(_buffer, _start, length);
            if (end >= 0)
            {
                _start += length + 1;
                return Encoding.Latin1.GetString(line.ToArray()).TrimEnd('\r');
            }

            if (!await FillAsync(cancellation))
                throw new EndOfStreamException("the proxy ended the connection instead of a reply");
        }
    }

    private async Task<byte[]> ReadAsync(int count, CancellationToken cancellation)
    {
        var result = new byte[count];
        for (var done = 0; done < count;)
        {
            if (_start == _end && !await FillAsync(cancellation))
                throw new EndOfStreamException("the proxy ended the connection within a reply");
            var part = Math.Min(count - done, _end - _start);
            _buffer.AsSpan(_start, part).CopyTo(result.AsSpan(done));
            (_start, done) = (_start + part, done + part);
        }

        return result;
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = await _stream.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }

    private static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);
}
