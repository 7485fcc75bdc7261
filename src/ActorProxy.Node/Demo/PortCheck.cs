using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Node.Demo;

/// <summary>Finds out, before anything is started, whether the demo's ports can be had.</summary>
internal static class PortCheck
{
    /// <summary>Checks that the ports exist, differ from each other, and that nobody listens on them.</summary>
    /// <exception cref="DemoException">Names every port at fault, who needs it and the option that moves it.</exception>
    public static void Require(IEnumerable<PlannedPort> ports)
    {
        var faults = new List<string>();
        var seen = new Dictionary<int, PlannedPort>();
        foreach (var planned in ports)
        {
            if (planned.Port is < 1 or > IPEndPoint.MaxPort)
                faults.Add($"{planned.Owner} would get port {planned.Port}, which does not exist; choose another {planned.Option}");
            else if (!seen.TryAdd(planned.Port, planned))
                faults.Add($"port {planned.Port} is needed by {seen[planned.Port].Owner} and by {planned.Owner}; choose another {planned.Option}");
            else if (!IsFree(planned.Port))
                faults.Add($"port {planned.Port} (for {planned.Owner}) is already in use; choose another {planned.Option}");
        }

        if (faults.Count > 0)
            throw new DemoException(string.Join(Environment.NewLine, faults));
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
