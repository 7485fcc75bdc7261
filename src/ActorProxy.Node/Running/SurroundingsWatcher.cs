using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Node.Running;

/// <summary>
/// Checks what Mappings say against this node's surroundings (services file, Kubernetes, DNS, its own listeners) and puts the findings beside the table's own.
/// Runs beside everything else, as DNS may take its time.
/// </summary>
internal sealed class SurroundingsWatcher : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestLookup = TimeSpan.FromSeconds(2);

    private readonly RouteTableStore _routes;
    private readonly EndpointSources _sources;
    private readonly string[] _ownListeners;
    private readonly SemaphoreSlim _look = new(1);

    /// <param name="routes">Where the table is and where the findings go.</param>
    /// <param name="sources">Where endpoints are known from.</param>
    /// <param name="ownUrls">Where this node's edge listens.</param>
    public SurroundingsWatcher(RouteTableStore routes, EndpointSources sources, IReadOnlyList<string> ownUrls)
    {
        (_routes, _sources) = (routes, sources);
        _ownListeners = [.. ownUrls.SelectMany(Addresses)];
        _routes.Changed += OnChanged;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _routes.Changed -= OnChanged;
        _look.Dispose();
    }

    /// <summary>Something has changed: look now, and not only at the next turn.</summary>
    public void LookAgain()
    {
        try
        {
            _look.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already.
        }
    }

    /// <summary>Looks now, after each change, and every ten seconds, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await _look.WaitAsync(Interval, cancellation).ConfigureAwait(false);
                await LookAsync(cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var table = _routes.Current;
        var unlisted = new HashSet<string>();
        ServiceLint.Check(table, Facts(service =>
        {
            if (_sources.Find(service) is { } endpoints) return endpoints;
            unlisted.Add(service.Host);
            return [];
        }));
        var resolved = new Dictionary<string, IPAddress[]>();
        foreach (var host in unlisted) resolved[host] = await ResolveAsync(host, cancellation).ConfigureAwait(false);

        var findings = ServiceLint.Check(table, Facts(service => _sources.Find(service) ?? (
            resolved.GetValueOrDefault(service.Host) is { Length: > 0 } addresses ? [.. addresses.Select(a => new IPEndPoint(a, service.Port).ToString())] : null)));
        _routes.ReportSurroundings([.. _sources.Findings, .. findings]);
    }

    private void OnChanged(RouteTable table) => LookAgain();

    private LintFacts Facts(Func<ServiceTarget, IReadOnlyList<string>?> endpointsOf) => new() { EndpointsOf = endpointsOf, OwnListeners = _ownListeners };

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellation).WaitAsync(LongestLookup, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ArgumentException or TimeoutException)
        {
            return [];
        }
    }

    // A wildcard listens on every address that this machine has.
    private static IEnumerable<string> Addresses(string url)
    {
        var colon = url.LastIndexOf(':');
        var (host, port) = (url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..colon].Trim('[', ']'), url[(colon + 1)..].TrimEnd('/'));
        var isWildcard = host is "*" or "+" || (IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        if (!isWildcard) return host == "localhost" ? [$"127.0.0.1:{port}", $"[::1]:{port}", $"localhost:{port}"] : [$"{host}:{port}"];
        return NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{a.Address}]:{port}" : $"{a.Address}:{port}")
            .Append($"localhost:{port}");
    }
}
