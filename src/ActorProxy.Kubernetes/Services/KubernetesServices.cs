using ActorProxy.Kubernetes.Connecting;
using ActorProxy.Kubernetes.Watching;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Kubernetes.Services;

/// <summary>The endpoints of Services, kept in step with their EndpointSlices.</summary>
internal sealed class KubernetesServices
{
    /// <summary>A rolling update changes slices by the dozen; services are looked up again once for all of these.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    private readonly WatchSet _watches;
    private readonly string _ownNamespace;
    private readonly TimeProvider _time;
    private readonly ChangeSignal _changes = new();
    private volatile ServiceIndex? _index;

    public KubernetesServices(ApiConnection api, KubernetesOptions options, ILogger log, TimeProvider time)
    {
        (_ownNamespace, _time) = (options.OwnNamespace, time);
        _watches = new WatchSet([WatchTarget.Services, WatchTarget.EndpointSlices], api, options, log, time);
        _watches.Changed += _changes.Set;
    }

    /// <summary>Raised after endpoints may have changed. A handler must not throw.</summary>
    public event Action? Changed;

    /// <summary>What is wrong with reading the API now.</summary>
    public IReadOnlyList<Finding> Problems => _watches.Problems;

    /// <summary>The endpoints of a service (<see cref="ServiceIndex.Find"/>); null also while they are not known yet.</summary>
    public IReadOnlyList<string>? Find(ServiceTarget target) => _index?.Find(target);

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation) =>
        await Task.WhenAll(_watches.RunAsync(cancellation), IndexAsync(cancellation)).ConfigureAwait(false);

    private async Task IndexAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await _changes.WaitAsync(cancellation).ConfigureAwait(false);
                if (!_watches.IsComplete)
                    continue;

                _index = new ServiceIndex(_ownNamespace, _watches.Read(WatchTarget.Services.Kind), _watches.Read(WatchTarget.EndpointSlices.Kind));
                Changed?.Invoke();
                await Task.Delay(SettleTime, _time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }
}
