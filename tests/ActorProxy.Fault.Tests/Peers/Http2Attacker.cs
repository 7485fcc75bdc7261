using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>An HTTP/2 client (prior knowledge) that writes frames as it likes.</summary>
internal sealed class Http2Attacker : IAsyncDisposable
{
    private const byte Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7;
    private const byte EndStream = 1, EndHeaders = 4, Acknowledged = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly NetworkStream _stream;
    private readonly TaskCompletionSource _pong = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private Http2Attacker(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reading = ReadAsync();
    }

    /// <summary>Whether the server has sent the connection away.</summary>
    public bool IsSentAway { get; private set; }

    /// <summary>Connects, and says the preface.</summary>
    public static async Task<Http2Attacker> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var attacker = new Http2Attacker(socket);
        await attacker._stream.WriteAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])]);
        return attacker;
    }

    /// <summary>Opens streams with a GET each and resets each at once, and returns once the server has seen it all, or ended the connection.</summary>
    /// <param name="streams">How many.</param>
    /// <param name="path">Their path; a number is appended.</param>
    /// <returns>How many were sent.</returns>
    public async Task<int> ResetRapidlyAsync(int streams, string path)
    {
        const int AtOnce = 100;
        var sent = 0;
        try
        {
            while (sent < streams)
            {
                var frames = new List<byte>();
                for (var i = 0; i < AtOnce; i++, sent++)
                {
                    var stream = (2 * sent) + 1;
                    frames.AddRange(Frame(Headers, EndStream | EndHeaders, stream, Head($"{path}{sent}", "a.tests")));
                    frames.AddRange(Frame(Reset, 0, stream, [0, 0, 0, 8]));
                }

                await _stream.WriteAsync(frames.ToArray());
            }

            await _stream.WriteAsync(Frame(Ping, 0, 0, new byte[8]));
        }
        catch (IOException)
        {
            // Sent away.
        }

        await Task.WhenAny(_pong.Task, _reading).WaitAsync(Patience);
        return sent;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _reading;
    }

    private static byte[] Frame(byte type, int flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, (byte)flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    // HPACK: GET and http from the static table; path and authority as literals that are not indexed.
    private static byte[] Head(string path, string authority) => [0x82, 0x86, .. Literal(4, path), .. Literal(1, authority)];

    private static byte[] Literal(byte name, string value) => [name, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    // Reads all that comes, so that the server is never held up.
    private async Task ReadAsync()
    {
        var head = new byte[9];
        try
        {
            while (true)
            {
                await _stream.ReadExactlyAsync(head);
                var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >> 8];
                await _stream.ReadExactlyAsync(payload);
                IsSentAway |= head[3] == GoAway;
                if (head[3] == Ping && (head[4] & Acknowledged) != 0)
                    _pong.TrySetResult();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The end of the connection.
        }
    }
}
