using System.Net.Sockets;
using System.Text;

namespace ActorProxy.Testing.Http;

/// <summary>Sends requests byte for byte as a test writes them.</summary>
internal static class RawClient
{
    /// <summary>Sends bytes over a connection of their own and returns the reply's head, up to the empty line.</summary>
    public static async Task<string> SendAsync(int port, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync(request);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            head.Append(line).Append('\n');
        return head.ToString();
    }

    /// <summary>Sends text, its characters one byte each.</summary>
    public static Task<string> SendAsync(int port, string request) => SendAsync(port, Encoding.Latin1.GetBytes(request));
}
