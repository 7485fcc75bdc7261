using System.Net;
using System.Net.Sockets;
using ActorProxy.Node.Demo;

namespace ActorProxy.Node.Tests.Demo;

public class PortCheckTests
{
    [Fact]
    public void Require_TakenPort_NamesPortOwnerAndOption()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = Assert.Throws<DemoException>(() => PortCheck.Require([new PlannedPort(port, "edge-1's HTTP", "--edge-port")]));

        Assert.Equal($"port {port} (for edge-1's HTTP) is already in use; choose another --edge-port", error.Message);
    }

    [Fact]
    public void Require_FreePort_Passes()
    {
        using var released = new TcpListener(IPAddress.Loopback, 0);
        released.Start();
        var port = ((IPEndPoint)released.LocalEndpoint).Port;
        released.Stop();

        PortCheck.Require([new PlannedPort(port, "edge-1's HTTP", "--edge-port")]);
    }

    [Fact]
    public void Require_OverlappingRanges_NamesBothOwners()
    {
        var layout = DemoLayout.From(new DemoOptions { EdgePort = 19111, AdminPort = 19110 });

        var error = Assert.Throws<DemoException>(() => PortCheck.Require(layout.Ports));

        Assert.Contains("port 19111 is needed by edge-1's HTTP and by edge-2's admin API", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_PortBeyondTheLast_IsRefused()
    {
        var layout = DemoLayout.From(new DemoOptions { RemotePort = 65535 });

        var error = Assert.Throws<DemoException>(() => PortCheck.Require(layout.Ports));

        Assert.Contains("65536", error.Message, StringComparison.Ordinal);
    }
}
