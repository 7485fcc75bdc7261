using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A shadow on loopback whose every byte is the test's own doing.</summary>
internal sealed class RawShadow : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Stream> _streams = [];
    private readonly Func<RawShadow, Stream, Task> _serve;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _closed;

    private RawShadow(Func<RawShadow, Stream, Task> serve, X509Certificate2? certificate)
    {
        (_serve, _certificate) = (serve, certificate);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>The requests, each with its head's lines and its body exactly as they came.</summary>
    public ConcurrentQueue<(string[] Head, byte[] Body)> Requests { get; } = [];

    /// <summary>The server names that clients asked for (SNI).</summary>
    public ConcurrentQueue<string> ServerNames { get; } = [];

    /// <summary>Connections that were accepted.</summary>
    public int Connections => _streams.Count;

    /// <summary>Connections that were closed from here.</summary>
    public int Closed => Volatile.Read(ref _closed);

    /// <summary>A shadow that lets the test handle each connection.</summary>
    public static RawShadow Serving(Func<RawShadow, Stream, Task> serve) => new(serve, null);

    /// <summary>A shadow that answers each request with the same bytes.</summary>
    public static RawShadow Answering(string reply, X509Certificate2? certificate = null) => new(
        async (shadow, stream) =>
        {
            while (await shadow.ReadRequestAsync(stream)) await SendAsync(stream, reply);
        },
        certificate);

    /// <summary>Reads a request and keeps it; false at the end of the connection.</summary>
    public async Task<bool> ReadRequestAsync(Stream stream)
    {
        var head = new List<string>();
        while (await ReadLineAsync(stream) is { } line)
        {
            if (line.Length > 0)
            {
                head.Add(line);
                continue;
            }

            Requests.Enqueue(([.. head], await ReadBodyAsync(stream, head)));
            return true;
        }

        return false;
    }

    public static Task SendAsync(Stream stream, string latin1) => stream.WriteAsync(Encoding.Latin1.GetBytes(latin1)).AsTask();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var stream in _streams) await stream.DisposeAsync();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            var stream = new NetworkStream(socket, ownsSocket: true);
            _streams.Add(stream);
            _ = ServeAsync(stream);
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        try
        {
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificateSelectionCallback = (_, name) =>
                    {
                        ServerNames.Enqueue(name ?? "");
                        return _certificate;
                    },
                });
                stream = tls;
            }

            await _serve(this, stream);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // The other side left, as tests let it.
        }

        await stream.DisposeAsync();
        Interlocked.Increment(ref _closed);
    }

    /// <summary>The body as it came; chunked ones with the frames of their chunks.</summary>
    private static async Task<byte[]> ReadBodyAsync(Stream stream, List<string> head)
    {
        if (head.Find(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal)) is { } length)
        {
            var body = new byte[int.Parse(length["Content-Length: ".Length..], CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body);
            return body;
        }

        var all = new MemoryStream();
        if (!head.Contains("Transfer-Encoding: chunked")) return [];
        while (true)
        {
            var line = await ReadLineAsync(stream) ?? throw new EndOfStreamException();
            var size = int.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = new byte[size + 2];
            await stream.ReadExactlyAsync(chunk);
            all.Write(chunk.AsSpan(0, size));
            if (size == 0) return all.ToArray();
        }
    }

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) > 0)
        {
            if (one[0] == '\n') return Encoding.Latin1.GetString([.. line.Take(line.Count - 1)]);
            line.Add(one[0]);
        }

        return null;
    }
}
