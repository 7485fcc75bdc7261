using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Bench.Compare.Peers;

/// <summary>Whether somebody listens.</summary>
internal static class Listeners
{
    public static async Task<bool> IsOpenAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
