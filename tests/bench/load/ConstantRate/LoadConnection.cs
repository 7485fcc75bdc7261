using System.Net.Sockets;
using ActorProxy.Bench.Load.Http;

namespace ActorProxy.Bench.Load.ConstantRate;

/// <summary>
/// One keep-alive connection with a thread of its own, which sends every n-th request of the schedule. A request that could not start when it
/// was due, because the one before was still unanswered, starts late and its latency counts from when it was due: nothing is left out.
/// </summary>
internal sealed class LoadConnection(LoadSettings settings, int number, long start)
{
    /// <summary>A request that is not answered within this time after the end of the schedule, or after it was sent, has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] _message = settings.Message();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<long> _latencies = new((settings.Requests / settings.Connections) + 1);
    private readonly long _end = start + (long)((settings.Seconds + Patience.TotalSeconds) * 1e9);
    private Socket? _socket;

    /// <summary>Latencies of what was answered, in nanoseconds.</summary>
    public IReadOnlyList<long> Latencies => _latencies;

    /// <summary>Requests without an answer of status 200.</summary>
    public int Failed { get; private set; }

    /// <summary>Sends all that is due on this connection.</summary>
    public void Run()
    {
        for (var i = number; i < settings.Requests; i += settings.Connections)
        {
            var due = start + (long)(i * 1e9 / settings.Rate);
            MonotonicClock.SleepUntil(due);
            if (MonotonicClock.Now < _end && TrySend()) _latencies.Add(MonotonicClock.Now - due);
            else Failed++;
        }

        _socket?.Dispose();
    }

    private bool TrySend()
    {
        try
        {
            _socket ??= Connect();
            for (var sent = 0; sent < _message.Length;) sent += _socket.Send(_message.AsSpan(sent));
            return TryReceive(_socket);
        }
        catch (Exception e) when (e is SocketException or InvalidDataException)
        {
            _socket?.Dispose();
            _socket = null;
            return false;
        }
    }

    private bool TryReceive(Socket socket)
    {
        var received = 0;
        MessageHead head = default;
        while (head.Length == 0 || received < head.MessageLength)
        {
            var read = socket.Receive(_buffer.AsSpan(received));
            if (read == 0) throw new InvalidDataException("The connection was closed before the reply was complete.");
            received += read;
            if (head.Length == 0) MessageHead.TryRead(_buffer.AsSpan(0, received), out head);
        }

        return _buffer.AsSpan(0, received).StartsWith("HTTP/1.1 200 "u8);
    }

    private Socket Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds };
        socket.Connect(settings.EndPoint);
        return socket;
    }
}
