using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace ActorProxy.Testing.Network;

/// <summary>
/// Hosts (<see cref="NetworkHost"/>) on a switch whose every wire can be cut, or made slow or lossy, in each direction by itself. The switch is a
/// thread of this process, since not every kernel has <c>netem</c> or packet filters. Needs root.
/// </summary>
internal sealed class VirtualNetwork : IDisposable
{
    private const int LongestPacket = 65_536;
    private const int DestinationOffset = 16; // in an IPv4 header
    private const int ShortestHeader = 20;
    private const short Readable = 1; // POLLIN
    private const int LongestWaitMilliseconds = 50;

    private static int _made;

    private readonly Lock _lock = new();
    private readonly List<NetworkHost> _hosts = [];
    private readonly Dictionary<(byte From, byte To), Link> _links = [];
    private readonly PriorityQueue<(NetworkHost To, byte[] Packet), (long Due, long Number)> _delayed = new();
    private readonly int _seed;
    private readonly Thread _switch;
    private long _packets;
    private volatile bool _isEnded;

    /// <summary>A network without hosts.</summary>
    /// <param name="seed">Decides which packets a lossy link loses, and how late those of a jittery one are.</param>
    public VirtualNetwork(int seed)
    {
        NetworkHost.RemoveAbandoned();
        _seed = seed;
        _switch = new Thread(Forward) { IsBackground = true, Name = "virtual network" };
        _switch.Start();
    }

    /// <summary>Adds a host, connected to all others.</summary>
    public NetworkHost AddHost()
    {
        lock (_lock)
            return Add(new IPAddress([10, 66, 0, (byte)(_hosts.Count + 1)]));
    }

    /// <summary>Adds a host of an address in the same /24 network as all others, connected to them.</summary>
    public NetworkHost AddHost(IPAddress address)
    {
        lock (_lock)
            return Add(address);
    }

    /// <summary>Decides what happens to packets from one host to another; nothing is changed in the other direction.</summary>
    public void Set(NetworkHost from, NetworkHost to, LinkState state)
    {
        lock (_lock)
            LinkOf(NumberOf(from), NumberOf(to)).State = state;
    }

    /// <summary>Decides what happens to packets from the hosts of one group to those of another; nothing is changed in the other direction.</summary>
    public void SetFrom(IReadOnlyCollection<NetworkHost> some, IReadOnlyCollection<NetworkHost> others, LinkState state)
    {
        foreach (var (one, other) in some.SelectMany(_ => others, (one, other) => (one, other)).Where(pair => pair.one != pair.other))
            Set(one, other, state);
    }

    /// <summary>Decides what happens to packets between hosts of two groups, both ways.</summary>
    public void SetBetween(IReadOnlyCollection<NetworkHost> some, IReadOnlyCollection<NetworkHost> others, LinkState state)
    {
        SetFrom(some, others, state);
        SetFrom(others, some, state);
    }

    /// <summary>Makes all links good.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            foreach (var link in _links.Values)
                link.State = LinkState.Good;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isEnded = true;
        _switch.Join();
        foreach (var host in _hosts)
            host.Dispose();
    }

    private static byte NumberOf(NetworkHost host) => host.Address.GetAddressBytes()[3];

    private NetworkHost Add(IPAddress address)
    {
        var host = NetworkHost.Create(Interlocked.Increment(ref _made), address);
        _hosts.Add(host);
        return host;
    }

    private Link LinkOf(byte from, byte to) => _links.TryGetValue((from, to), out var link) ? link : (_links[(from, to)] = new Link(SeedOf(from, to)));

    // The same in every run.
    private int SeedOf(byte from, byte to) => (_seed * 65_536) + (from * 256) + to;

    private void Forward()
    {
        var buffer = new byte[LongestPacket];
        while (!_isEnded)
        {
            NetworkHost[] hosts;
            lock (_lock)
                hosts = [.. _hosts];
            var waits = hosts.Select(h => new PollRequest { Descriptor = h.Device.Descriptor, Events = Readable }).ToArray();
            _ = Poll(waits, (nuint)waits.Length, MillisecondsToNext());
            foreach (var host in hosts)
            {
                while (host.Device.Read(buffer) is var length and >= ShortestHeader)
                    Route(host, buffer.AsSpan(0, length));
            }

            DeliverDue();
        }
    }

    private void Route(NetworkHost from, ReadOnlySpan<byte> packet)
    {
        // IPv4 only; what else a host says (router solicitations) has no other end here.
        if (packet[0] >> 4 != 4)
            return;

        NetworkHost? to;
        Link link;
        lock (_lock)
        {
            var number = packet[DestinationOffset + 3];
            to = _hosts.Find(host => NumberOf(host) == number);
            if (to is null)
                return;
            link = LinkOf(NumberOf(from), number);
        }

        if (link.Pass() is not { } delay)
            return;
        if (delay == TimeSpan.Zero)
            to.Device.Write(packet.ToArray());
        else
            _delayed.Enqueue((to, packet.ToArray()), (Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency), _packets++));
    }

    private void DeliverDue()
    {
        while (_delayed.TryPeek(out var next, out var order) && order.Due <= Stopwatch.GetTimestamp())
        {
            _delayed.Dequeue();
            next.To.Device.Write(next.Packet);
        }
    }

    private int MillisecondsToNext() => _delayed.TryPeek(out _, out var order)
        ? (int)Math.Clamp((order.Due - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency, 0, LongestWaitMilliseconds)
        : LongestWaitMilliseconds;

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] PollRequest[] requests, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Occurred;
    }
}
