using ActorProxy.Kubernetes.Connecting;
using ActorProxy.Mappings.Findings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>Several kinds of resources, in the namespaces that are watched.</summary>
internal sealed class WatchSet
{
    private readonly List<(WatchTarget Target, ObjectCache Cache, ResourceWatch Watch)> _watches;

    public WatchSet(IEnumerable<WatchTarget> kinds, ApiConnection api, KubernetesOptions options, ILogger log, TimeProvider time)
    {
        _watches = [.. kinds.SelectMany(kind => kind.In(options.Namespaces)).Select(target => Create(target))];

        (WatchTarget, ObjectCache, ResourceWatch) Create(WatchTarget target)
        {
            var cache = new ObjectCache();
            cache.Changed += () => Changed?.Invoke();
            return (target, cache, new ResourceWatch(api, target, cache, options, log, time));
        }
    }

    /// <summary>Raised after every change. A handler must not throw.</summary>
    public event Action? Changed;

    /// <summary>Whether everything was known at least once.</summary>
    public bool IsComplete => _watches.TrueForAll(watch => watch.Cache.IsComplete);

    /// <summary>What is wrong with reading the API now.</summary>
    public IReadOnlyList<Finding> Problems => [.. _watches.Select(watch => watch.Cache.Problem).OfType<Finding>().Distinct()];

    /// <summary>All objects of one kind.</summary>
    public IEnumerable<WatchedObject> Read(string kind) => _watches.Where(watch => watch.Target.Kind == kind).SelectMany(watch => watch.Cache.Read());

    /// <summary>Watches until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(_watches.Select(watch => watch.Watch.RunAsync(cancellation)));
}
