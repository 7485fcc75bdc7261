using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>An HTTP/1.1 client that says what it likes, when it likes, and leaves as it likes.</summary>
internal sealed class BareClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private StreamReader? _replies;

    /// <summary>Connects.</summary>
    public static async Task<BareClient> ConnectAsync(int port)
    {
        var client = new BareClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        client._replies = new StreamReader(new NetworkStream(client._socket), Encoding.Latin1);
        return client;
    }

    /// <summary>Sends text, its characters one byte each.</summary>
    public async Task SayAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent));
    }

    /// <summary>Reads a reply.</summary>
    /// <returns>Its status and its body.</returns>
    /// <exception cref="EndOfStreamException">The connection ended before.</exception>
    public async Task<(int Status, string Body)> ReadAsync()
    {
        var status = int.Parse((await LineAsync()).Split(' ')[1], CultureInfo.InvariantCulture);
        var length = 0;
        while (await LineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header.AsSpan(header.IndexOf(':') + 1), provider: CultureInfo.InvariantCulture);
        }

        var body = new char[length];
        if (length > 0 && await _replies!.ReadBlockAsync(body) < length)
            throw new EndOfStreamException("the connection ended within a body");
        return (status, new string(body));
    }

    /// <summary>Waits until the server has ended the connection, and returns what it said first.</summary>
    public async Task<string> ReadToEndAsync()
    {
        try
        {
            return await _replies!.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Breaks the connection (RST) instead of ending it (FIN).</summary>
    public void Break()
    {
        _socket.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<string> LineAsync() => await _replies!.ReadLineAsync() ?? throw new EndOfStreamException("the connection ended before a reply");
}
