using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>
/// One connection to a shadow, on which copies go out one after the other. What makes a copy cheap is here: its head goes from the batch to the
/// socket in one copy and one write, with its body when that is short, and the reply is read without an object for any part of it.
/// </summary>
internal sealed class Http1Connection(Socket socket, Stream stream, long openedAt) : IDisposable
{
    private const int ReadBytes = 4 * 1024, MostHeadBytes = 128 * 1024, BodyReadBytes = 32 * 1024, ShortBodyBytes = 8 * 1024;

    // How long the rest of a copy may take when its reply is here already.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);

    private readonly RequestHeadWriter _request = new();
    private byte[] _buffer = new byte[ReadBytes];
    private int _start;
    private int _end;
    private ChunkedBody? _chunks;
    private bool _isInExchange;

    /// <summary>When it was made, in ticks of the owner's clock.</summary>
    public long OpenedAt { get; } = openedAt;

    /// <summary>When it was last put aside, in ticks of the owner's clock.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether another copy may go out on it.</summary>
    public bool IsReusable { get; private set; }

    /// <summary>Whether the shadow has closed it, or has said something that nobody asked for.</summary>
    public bool IsStale
    {
        get
        {
            try
            {
                return socket.Poll(0, SelectMode.SelectRead);
            }
            catch (SocketException)
            {
                return true;
            }
        }
    }

    /// <summary>Sends a copy and reads the reply.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="CopyFailedException">There was no reply, or it broke off.</exception>
    /// <exception cref="OperationCanceledException">Its time was over.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ExchangeAsync(CopyRules rules, Copy copy, IReplySink? sink, CancellationToken cancellation)
    {
        IsReusable = false;
        _isInExchange = true;
        var status = 0;
        Task<bool>? sending = null;
        try
        {
            _request.Write(rules, copy);
            sending = SendAsync(copy, cancellation);

            // A shadow may answer while a long body is on its way, and read on or not.
            var isSent = sending.IsCompleted && await sending.ConfigureAwait(false);
            var head = await ReadHeadAsync(sink, cancellation).ConfigureAwait(false);
            status = head.Status;
            var isWhole = await ReadBodyAsync(head, copy.Method == "HEAD", sink, cancellation).ConfigureAwait(false);
            isSent = isSent || (isWhole && await IsSentAsync(sending, cancellation).ConfigureAwait(false));
            _isInExchange = !isSent || !isWhole;
            IsReusable = !_isInExchange && head.IsPersistent && status != 101 && _start == _end;
            return status;
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException or ObjectDisposedException)
        {
            throw CopyFailedException.Reset(e.Message, e, status);
        }
        finally
        {
            if (sending is { IsCompletedSuccessfully: false }) await GiveUpAsync(sending).ConfigureAwait(false);
        }
    }

    /// <summary>Closes it; in the middle of an exchange by a reset, since the kernel would keep the rest of a copy for a shadow that does not read.</summary>
    public void Dispose()
    {
        if (_isInExchange)
        {
            // Once: it is closed for the sake of a body that is still being sent, and then by its owner.
            _isInExchange = false;
            socket.LingerState = new LingerOption(true, 0);
        }

        stream.Dispose();
    }

    private static async ValueTask<bool> IsSentAsync(Task<bool> sending, CancellationToken cancellation)
    {
        await Task.WhenAny(sending, Task.Delay(LongestRest, cancellation)).ConfigureAwait(false);
        return sending.IsCompletedSuccessfully && await sending.ConfigureAwait(false);
    }

    private async ValueTask GiveUpAsync(Task<bool> sending)
    {
        Dispose();
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The exchange has ended without it.
        }
    }

    /// <returns>False when the shadow hung up before it had read all of the request, and has said something first.</returns>
    private async Task<bool> SendAsync(Copy copy, CancellationToken cancellation)
    {
        var body = copy.Framing == BodyFraming.None ? default : copy.Body;
        var isChunked = copy.Framing == BodyFraming.Chunked;
        if (isChunked && !body.IsEmpty) AppendChunkSize(body.Length);
        var isShort = body.Length <= ShortBodyBytes;
        if (isShort)
        {
            _request.Append(body.Span);
            if (isChunked) AppendLastChunk(body.IsEmpty);
        }

        try
        {
            await stream.WriteAsync(_request.Written, cancellation).ConfigureAwait(false);
            if (isShort) return true;
            await stream.WriteAsync(body, cancellation).ConfigureAwait(false);
            if (isChunked) await stream.WriteAsync("\r\n0\r\n\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (IOException) when (socket.Available > 0)
        {
            return false;
        }
    }

    private void AppendChunkSize(int bytes)
    {
        Span<byte> digits = stackalloc byte[10];
        bytes.TryFormat(digits, out var written, "X");
        _request.Append(digits[..written]);
        _request.Append("\r\n"u8);
    }

    private void AppendLastChunk(bool isOnly) => _request.Append(isOnly ? "0\r\n\r\n"u8 : "\r\n0\r\n\r\n"u8);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReplyHead> ReadHeadAsync(IReplySink? sink, CancellationToken cancellation)
    {
        _start = _end = 0;
        var informational = 0;
        while (true)
        {
            if (_start < _end && ReplyHead.TryRead(_buffer.AsSpan(_start, _end - _start), sink, out var head, out var length))
            {
                _start += length;
                if (head.Status is not (< 200 and not 101)) return head;
                informational += length;
                if (informational > MostHeadBytes) throw new InvalidDataException("There are more informational replies than a reply may have.");
                continue;
            }

            MakeRoom();
            await ReceiveAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length) return;
        if (_start == 0 && _buffer.Length >= MostHeadBytes) throw new InvalidDataException("The reply's head is too long.");
        var larger = _start == 0 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, _start, larger, 0, _end - _start);
        (_buffer, _start, _end) = (larger, 0, _end - _start);
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellation)
    {
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        if (read == 0) throw new EndOfStreamException("The connection ended before the reply did.");
        _end += read;
    }

    /// <returns>Whether the body came to its end, so that another reply may follow.</returns>
    private ValueTask<bool> ReadBodyAsync(in ReplyHead head, bool isBodyless, IReplySink? sink, CancellationToken cancellation)
    {
        if (isBodyless || head.Status is 101 or 204 or 304) return ValueTask.FromResult(true);
        if (head.IsChunked) return ReadChunksAsync(sink, cancellation);
        return ReadPlainAsync(head.HasTransferCoding ? null : head.ContentLength, sink, cancellation);
    }

    private async ValueTask<bool> ReadChunksAsync(IReplySink? sink, CancellationToken cancellation)
    {
        (_chunks ??= new ChunkedBody()).Begin();
        long total = 0;
        while (true)
        {
            var taken = _chunks.Take(_buffer.AsSpan(_start, _end - _start), sink);
            _start += taken;
            total += taken;
            if (_chunks.IsDone) return true;
            if (total >= ICopyConnections.MostReplyBytes) return false;
            await RefillAsync(cancellation).ConfigureAwait(false);
        }
    }

    // Without a length, only the connection's end ends the body.
    private async ValueTask<bool> ReadPlainAsync(long? length, IReplySink? sink, CancellationToken cancellation)
    {
        long total = 0;
        while (true)
        {
            var piece = (int)Math.Min(_end - _start, (length ?? long.MaxValue) - total);
            sink?.Body(_buffer.AsSpan(_start, piece));
            _start += piece;
            total += piece;
            if (total == length) return true;
            if (total >= ICopyConnections.MostReplyBytes) return false;
            if (length is not null) await RefillAsync(cancellation).ConfigureAwait(false);
            else if (!await TryRefillAsync(cancellation).ConfigureAwait(false)) return false;
        }
    }

    private async ValueTask RefillAsync(CancellationToken cancellation)
    {
        if (!await TryRefillAsync(cancellation).ConfigureAwait(false)) throw new EndOfStreamException("The connection ended before the reply did.");
    }

    private async ValueTask<bool> TryRefillAsync(CancellationToken cancellation)
    {
        if (_buffer.Length < BodyReadBytes) _buffer = new byte[BodyReadBytes];
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellation).ConfigureAwait(false);
        return _end > 0;
    }
}
