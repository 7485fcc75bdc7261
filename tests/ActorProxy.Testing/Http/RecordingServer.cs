using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ActorProxy.Testing.Network;

namespace ActorProxy.Testing.Http;

/// <summary>
/// An HTTP/1.1 server on bare sockets: it keeps what came over the wire, byte for byte, and answers as scripted. It can also refuse connections
/// and come back on the same port.
/// </summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly ConcurrentDictionary<Socket, byte> _connections = new();
    private volatile Func<RecordedRequest, Reply> _script = _ => Reply.Ok;
    private volatile Func<NetworkStream, Task>? _misbehaviour;
    private Listening[] _listening = [];
    private long _count;
    private int _connectionCount;

    private readonly IReadOnlyList<NetworkHost?> _hosts;

    private RecordingServer(string name, int port, IReadOnlyList<NetworkHost?> hosts)
    {
        _hosts = hosts;
        Name = name;
        Port = port;
        ComeBack();
    }

    /// <summary>For failure messages.</summary>
    public string Name { get; }

    /// <summary>The port on 127.0.0.1; stays the same over <see cref="Refuse"/> and <see cref="ComeBack"/>.</summary>
    public int Port { get; }

    /// <summary>As services files list it.</summary>
    public string Endpoint => $"127.0.0.1:{Port}";

    /// <summary>Requests received in full, whether or not they are kept.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Requests received, in the order of their completion. Empty when <see cref="Keeps"/> is off.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Whether requests are kept; switch it off where a test sends more than it looks at.</summary>
    public bool Keeps { get; set; } = true;

    /// <summary>Connections that clients have made so far.</summary>
    public int Connections => Volatile.Read(ref _connectionCount);

    /// <summary>Connections that neither side has ended.</summary>
    public int OpenConnections => _connections.Count;

    /// <summary>Starts a server on a free port.</summary>
    public static RecordingServer Start(string name) => new(name, FreePorts.Take(), [null]);

    /// <summary>Starts a server on the loopback of each of several hosts, on the same port everywhere.</summary>
    public static RecordingServer Start(string name, IReadOnlyList<NetworkHost> hosts) => new(name, FreePorts.Take(), hosts);

    /// <summary>Answers from now on as the script says.</summary>
    public void Answer(Func<RecordedRequest, Reply> script) => _script = script;

    /// <summary>Answers every request from now on in the same way.</summary>
    public void Answer(Reply reply) => _script = _ => reply;

    /// <summary>Leaves new connections to something that need not be HTTP; each ends when it completes or fails.</summary>
    public void Misbehave(Func<NetworkStream, Task> misbehaviour) => _misbehaviour = misbehaviour;

    /// <summary>Forgets what was received.</summary>
    public void Clear()
    {
        _requests.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    /// <summary>Waits for the request that satisfies the condition.</summary>
    public async Task<RecordedRequest> ReceivedAsync(Func<RecordedRequest, bool> condition, TimeSpan deadline, string what)
    {
        await Eventually.Async(() => _requests.Any(condition), deadline, $"{Name} receives {what}");
        return _requests.First(condition);
    }

    /// <summary>Stops listening and breaks all connections: new ones are refused.</summary>
    public void Refuse()
    {
        foreach (var listening in Interlocked.Exchange(ref _listening, []))
            listening.Dispose();
        foreach (var connection in _connections.Keys)
            Break(connection);
    }

    /// <summary>Listens again, on the same port.</summary>
    public void ComeBack() => _listening = [.. _hosts.Select(Listen)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var accepting = Task.WhenAll(_listening.Select(l => l.Accepting));
        Refuse();
        await accepting;
    }

    private Listening Listen(NetworkHost? host)
    {
        var listener = host?.CreateSocket() ?? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen(512);
        return new Listening(listener, AcceptAsync(listener));
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket connection;
            try
            {
                connection = await listener.AcceptAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return; // Refuse
            }

            connection.NoDelay = true;
            _connections.TryAdd(connection, 0);
            _ = ServeAsync(connection, Interlocked.Increment(ref _connectionCount));
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        using var stream = new NetworkStream(socket, ownsSocket: false);
        var input = PipeReader.Create(stream);
        var reader = new RequestReader(input, number);
        try
        {
            if (_misbehaviour is { } misbehaviour)
            {
                await misbehaviour(stream);
                return;
            }

            while (await reader.ReadAsync() is { } request)
            {
                if (Keeps)
                    _requests.Enqueue(request);
                Interlocked.Increment(ref _count);

                var reply = _script(request);
                if (reply.IsReset || !await AnswerAsync(stream, input, reply))
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or AuthenticationException)
        {
            // The client left, or Refuse broke the connection.
        }
        finally
        {
            _connections.TryRemove(socket, out _);
            Break(socket);
        }
    }

    // False when the client left before the answer was due.
    private static async Task<bool> AnswerAsync(NetworkStream stream, PipeReader input, Reply reply)
    {
        if (reply.Delay != TimeSpan.Zero && !await StaysAsync(input, reply.Delay))
            return false;

        var body = Encoding.UTF8.GetBytes(reply.Body);
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Scripted\r\n{string.Concat(reply.Headers.Select(h => h + "\r\n"))}Content-Length: {body.Length}\r\n\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        return true;
    }

    private static async Task<bool> StaysAsync(PipeReader input, TimeSpan delay)
    {
        // A client that gives up closes its connection: noticed by reading on while the answer is held back.
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

    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (ObjectDisposedException)
        {
            return; // broken by the other side of this server in the same moment
        }

        socket.Dispose();
    }

    private sealed record Listening(Socket Listener, Task Accepting) : IDisposable
    {
        public void Dispose() => Listener.Dispose();
    }
}
