using System.Net;
using System.Text;

namespace ActorProxy.Bench.Load.ConstantRate;

/// <summary>What to send, how often and for how long.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Rate">Requests a second, over all connections.</param>
/// <param name="Connections">Keep-alive connections.</param>
/// <param name="Seconds">For how long requests are due.</param>
/// <param name="BodyBytes">Length of the body: 0 sends GET, more sends POST.</param>
internal sealed record LoadSettings(Uri Url, double Rate, int Connections, double Seconds, int BodyBytes)
{
    /// <summary>Requests that are due in all.</summary>
    public int Requests => (int)(Rate * Seconds);

    /// <summary>Where to connect.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Parse(Url.Host), Url.Port);

    /// <summary>The request on the wire.</summary>
    public byte[] Message()
    {
        var head = $"{(BodyBytes == 0 ? "GET" : "POST")} {Url.PathAndQuery} HTTP/1.1\r\nHost: {Url.Authority}\r\nUser-Agent: bench\r\nAccept: */*\r\n";
        if (BodyBytes > 0) head += $"Content-Type: application/octet-stream\r\nContent-Length: {BodyBytes}\r\n";
        var message = new byte[head.Length + 2 + BodyBytes];
        Encoding.ASCII.GetBytes(head + "\r\n", message);
        message.AsSpan(head.Length + 2).Fill((byte)'x');
        return message;
    }
}
