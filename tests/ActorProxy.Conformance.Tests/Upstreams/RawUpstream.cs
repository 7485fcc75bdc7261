using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorProxy.Testing.Http;
using ActorProxy.Conformance.Tests.Model;
using Reply = ActorProxy.Conformance.Tests.Model.Reply;

namespace ActorProxy.Conformance.Tests.Upstreams;

/// <summary>An HTTP/1.1 service on bare sockets, with or without TLS, that keeps what it receives byte for byte and replies by the script.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly string _name;
    private readonly Script _script;
    private readonly X509Certificate2? _certificate;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="name">As cases call it.</param>
    /// <param name="script">Says how to reply.</param>
    /// <param name="certificate">For TLS; null means plain text.</param>
    public RawUpstream(string name, Script script, X509Certificate2? certificate = null)
    {
        (_name, _script, _certificate) = (name, script, certificate);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Endpoint => _listener.LocalEndPoint!.ToString()!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var (socket, serving) in _connections)
        {
            socket.Dispose();
            await serving;
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                socket.NoDelay = true;
                _connections[socket] = ServeAsync(socket);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Disposed, or a client that left before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var connection = new NetworkStream(socket, ownsSocket: true);
            if (_certificate is null)
            {
                await ServeAsync(socket, connection, serverName: null);
                return;
            }

            await using var secured = new SslStream(connection);
            var options = new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
            };
            await secured.AuthenticateAsServerAsync(options, _stop.Token);
            await ServeAsync(socket, secured, secured.TargetHostName);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            _script.Malformed(_name, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client left, or did not like the certificate: the client's side of the case tells.
        }
    }

    private async Task ServeAsync(Socket socket, Stream stream, string? serverName)
    {
        var input = PipeReader.Create(stream);
        var reader = new RequestReader(input, connection: 0);
        while (await reader.ReadAsync() is { } request)
        {
            var reply = _script.Received(_name, request, "1.1", serverName);
            try
            {
                if (!await ReplyAsync(socket, stream, input, request, reply))
                    return;
            }
            finally
            {
                _script.Ended(_name, request);
            }
        }
    }

    private async Task<bool> ReplyAsync(Socket socket, Stream stream, PipeReader input, RecordedRequest request, Reply reply)
    {
        if (reply.Delay != TimeSpan.Zero && !await StaysAsync(input, reply.Delay))
            return false;

        if (reply.IsReset)
        {
            socket.LingerState = new LingerOption(true, 0);
            return false;
        }

        if (reply.IsEcho && request.Headers.Any(header => header.Key.Equals("Upgrade", StringComparison.OrdinalIgnoreCase)))
        {
            await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8.ToArray());
            await input.CopyToAsync(stream, _stop.Token);
            return false;
        }

        await stream.WriteAsync(Serialize(request, reply));
        return true;
    }

    private byte[] Serialize(RecordedRequest request, Reply reply)
    {
        var body = reply.Status is 204 or 304 ? [] : Encoding.UTF8.GetBytes(reply.Body ?? _name);
        var chunked = reply.Trailers.Count > 0;
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Scripted\r\n"));
        foreach (var (name, value) in reply.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (reply.Status is not (204 or 304))
            head.Append(chunked ? "Transfer-Encoding: chunked\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n"));
        head.Append("\r\n");
        if (request.Method == "HEAD")
            return Encoding.Latin1.GetBytes(head.ToString());
        if (!chunked)
            return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];

        head.Append(CultureInfo.InvariantCulture, $"{body.Length:x}\r\n{Encoding.Latin1.GetString(body)}\r\n0\r\n");
        foreach (var (name, value) in reply.Trailers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>False when the client left meanwhile; noticed by reading on while the reply is held back.</summary>
    private static async Task<bool> StaysAsync(PipeReader input, TimeSpan delay)
    {
        using var due = new CancellationTokenSource(delay);
        try
        {
            var read = await input.ReadAsync(due.Token);
            input.AdvanceTo(read.Buffer.Start);
            return !read.IsCompleted;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
