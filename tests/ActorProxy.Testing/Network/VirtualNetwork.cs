using System.Diagnostics;
using System.Globalization;
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
    private readonly Dictionary<(byte From, byte To), LinkState> _links = [];
    private readonly PriorityQueue<(NetworkHost To, byte[] Packet), long> _delayed = new();
    private readonly Random _random;
    private readonly Thread _switch;
    private volatile bool _isEnded;

    /// <summary>A network without hosts.</summary>
    /// <param name="seed">Decides which packets a lossy link loses.</param>
    public VirtualNetwork(int seed)
    {
        _random = new Random(seed);
        _switch = new Thread(Forward) { IsBackground = true, Name = "virtual network" };
        _switch.Start();
    }

    /// <summary>Adds a host, connected to all others.</summary>
    public NetworkHost AddHost()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"ap{Environment.ProcessId}n{Interlocked.Increment(ref _made)}");
        lock (_lock)
        {
            var host = new NetworkHost(name, new IPAddress([10, 66, 0, (byte)(_hosts.Count + 1)]));
            _hosts.Add(host);
            return host;
        }
    }

    /// <summary>Decides what happens to packets from one host to another; nothing is changed in the other direction.</summary>
    public void Set(NetworkHost from, NetworkHost to, LinkState state)
    {
        lock (_lock)
            _links[(NumberOf(from), NumberOf(to))] = state;
    }

    /// <summary>Decides what happens to packets between hosts of two groups, both ways.</summary>
    public void SetBetween(IReadOnlyCollection<NetworkHost> some, IReadOnlyCollection<NetworkHost> others, LinkState state)
    {
        foreach (var (one, other) in some.SelectMany(_ => others, (one, other) => (one, other)).Where(pair => pair.one != pair.other))
        {
            Set(one, other, state);
            Set(other, one, state);
        }
    }

    /// <summary>Makes all links good.</summary>
    public void Heal()
    {
        lock (_lock)
            _links.Clear();
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
        NetworkHost? to;
        var state = LinkState.Good;
        lock (_lock)
        {
            var number = packet[DestinationOffset + 3];
            to = number >= 1 && number <= _hosts.Count ? _hosts[number - 1] : null;
            if (_links.TryGetValue((NumberOf(from), number), out var set))
                state = set;
        }

        // IPv4 only; what else a host says (router solicitations) has no other end here.
        if (to is null || packet[0] >> 4 != 4 || _random.NextDouble() < state.Loss)
            return;
        if (state.Delay == TimeSpan.Zero)
            to.Device.Write(packet.ToArray());
        else
            _delayed.Enqueue((to, packet.ToArray()), Stopwatch.GetTimestamp() + (long)(state.Delay.TotalSeconds * Stopwatch.Frequency));
    }

    private void DeliverDue()
    {
        while (_delayed.TryPeek(out var next, out var due) && due <= Stopwatch.GetTimestamp())
        {
            _delayed.Dequeue();
            next.To.Device.Write(next.Packet);
        }
    }

    private int MillisecondsToNext() => _delayed.TryPeek(out _, out var due)
        ? (int)Math.Clamp((due - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency, 0, LongestWaitMilliseconds)
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
