using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Kubernetes.Tests.Support;

/// <summary>What a node does with the API server: its resources become route tables, their findings a status.</summary>
internal sealed class WatchingNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _kubeconfig;
    private readonly KubernetesSource _source;
    private readonly MappingWatcher _watcher;
    private readonly Task _running;

    public WatchingNode(ApiServer server, Func<KubernetesOptions, KubernetesOptions>? change = null, bool withEndpoints = false)
    {
        _kubeconfig = Path.GetTempFileName();
        File.WriteAllText(
            _kubeconfig,
            $"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts:
            - name: test
              context:
                cluster: test
                user: test
            clusters:
            - name: test
              cluster:
                server: "{server.Url}"
            users:
            - name: test
              user:
                token: {server.Token}
            """);
        var options = new KubernetesOptions
        {
            Kubeconfig = _kubeconfig,
            FirstWait = TimeSpan.FromMilliseconds(20),
            LongestWait = TimeSpan.FromMilliseconds(100),
            StatusPause = TimeSpan.FromMilliseconds(20),
        };
        _source = new KubernetesSource(change?.Invoke(options) ?? options, withEndpoints, Routes, NullLogger.Instance, TimeProvider.System);
        _watcher = new MappingWatcher([], new MappingLoader(), Routes, feed: _source.Mappings);
        _running = _source.RunAsync(() => { }, _stop.Token);
    }

    public RouteTableStore Routes { get; } = new();

    public KubernetesSource Source => _source;

    public IReadOnlyList<Finding> Problems => _source.Problems;

    /// <summary>The prefixes that are routed, in text order.</summary>
    public string Prefixes => string.Join(" ", Routes.Current.Groups.Select(group => group.Prefix).Order(StringComparer.Ordinal));

    /// <summary>Reads resources again if they have changed, as a node does every second.</summary>
    public void Look() => _watcher.Refresh();

    /// <summary>Waits until the prefixes that are routed are these.</summary>
    public Task UntilPrefixesAsync(string prefixes) => UntilAsync(() => Prefixes == prefixes, $"routes '{prefixes}', not '{Prefixes}'");

    /// <summary>Waits for a condition, reading resources again whenever they have changed.</summary>
    public Task UntilAsync(Func<bool> condition, string what) => Deadline.UntilAsync(
        () =>
        {
            Look();
            return condition();
        },
        what);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.InTime();
        _source.Dispose();
        _stop.Dispose();
        File.Delete(_kubeconfig);
    }
}
