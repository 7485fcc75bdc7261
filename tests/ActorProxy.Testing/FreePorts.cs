using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Testing;

/// <summary>
/// Hands out ports that nobody listens on. They lie below the range from which the system takes the ports of outgoing connections, so that none
/// is lost between being handed out and being bound.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int Last = 31_999;

    private static readonly Lock Turn = new();
    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>A port that nothing listens on, never handed out before by this process (until all have been).</summary>
    public static int Take()
    {
        lock (Turn)
        {
            while (true)
            {
                _next = _next == Last ? First : _next + 1;
                if (IsFree(_next))
                    return _next;
            }
        }
    }

    /// <summary>The first of several free ports in a row.</summary>
    public static int TakeRow(int count)
    {
        while (true)
        {
            var first = Take();
            if (Enumerable.Range(1, count - 1).All(i => Take() == first + i))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
