using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActorProxy.Testing.Network;

namespace ActorProxy.Fault.Tests.Networks;

/// <summary>The network that these tests make faulty is as faulty as they ask for.</summary>
public sealed class VirtualNetworkTests : IDisposable
{
    private const int Port = 7000;
    private const int Packets = 100;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly VirtualNetwork _network = new(seed: 7);
    private readonly NetworkHost _one;
    private readonly NetworkHost _other;
    private readonly NetworkHost _witness;

    public VirtualNetworkTests() => (_one, _other, _witness) = (_network.AddHost(), _network.AddHost(), _network.AddHost());

    [Fact]
    public void A_lossy_link_loses_its_share_and_the_same_packets_each_time()
    {
        var (link, again) = (new Link(7), new Link(7));
        link.State = again.State = new LinkState { Loss = 0.2 };

        var lost = Draw(link);

        Assert.Equal(lost, Draw(again));
        Assert.InRange(lost.Count(isLost => isLost), 1800, 2200);

        static List<bool> Draw(Link link) => [.. Enumerable.Range(0, 10_000).Select(_ => link.Pass() is null)];
    }

    [Fact]
    public async Task A_slow_link_takes_its_time_in_its_own_direction()
    {
        using var listener = _other.CreateSocket();
        listener.Bind(new IPEndPoint(_other.Address, Port));
        listener.Listen();
        _network.Set(_one, _other, new LinkState { Delay = TimeSpan.FromMilliseconds(300), Jitter = TimeSpan.FromMilliseconds(50) });

        // A packet there, one back, and one there that the caller does not wait for.
        var start = Stopwatch.GetTimestamp();
        using var caller = _one.CreateSocket();
        using var limit = new CancellationTokenSource(Deadline);
        await caller.ConnectAsync(new IPEndPoint(_other.Address, Port), limit.Token);

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 300, Deadline.TotalMilliseconds);
    }

    [Fact]
    public async Task A_cut_is_one_way_until_it_is_healed()
    {
        _network.Set(_one, _other, LinkState.Cut);
        Assert.Equal(Packets, await SendAsync(_other, _one));
        Assert.Equal(0, await SendAsync(_one, _other));

        _network.Heal();
        Assert.Equal(Packets, await SendAsync(_one, _other));
    }

    [Fact]
    public void Hosts_of_test_runs_that_were_killed_are_removed()
    {
        // No process has this number: it is beyond the greatest that the system gives.
        const string abandoned = "ap99999999n1";
        IpCommand.Run("netns", "add", abandoned);

        NetworkHost.RemoveAbandoned();

        Assert.False(File.Exists($"/run/netns/{abandoned}"));
        Assert.True(File.Exists($"/run/netns/{_one.Namespace}"));
    }

    public void Dispose() => _network.Dispose();

    private static Socket Receiver(NetworkHost host)
    {
        var socket = host.CreateDatagramSocket();
        socket.Bind(new IPEndPoint(host.Address, Port));
        return socket;
    }

    // Packets leave a host in order, so those before the one that the witness has got have arrived as well, or never will.
    private async Task<int> SendAsync(NetworkHost from, NetworkHost to)
    {
        using var receiver = Receiver(to);
        using var witness = Receiver(_witness);
        using var sender = from.CreateDatagramSocket();
        using var limit = new CancellationTokenSource(Deadline);
        var packet = new byte[1];
        for (var i = 0; i < Packets; i++)
            await sender.SendToAsync(packet, new IPEndPoint(to.Address, Port), limit.Token);
        await sender.SendToAsync(packet, new IPEndPoint(_witness.Address, Port), limit.Token);
        await witness.ReceiveAsync(packet, limit.Token);

        var arrived = 0;
        while (receiver.Available > 0)
        {
            receiver.Receive(packet);
            arrived++;
        }

        return arrived;
    }
}
