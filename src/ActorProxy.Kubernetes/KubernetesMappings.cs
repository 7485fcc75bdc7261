using ActorProxy.Kubernetes.Connecting;
using ActorProxy.Kubernetes.Watching;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Kubernetes;

/// <summary>
/// Mappings, ShadowPolicies and HTTPRoutes of the API server as sources for the same reading that files go through, one source for each resource,
/// so that one which becomes invalid stays in force in its last good version and disturbs no other.
/// </summary>
internal sealed class KubernetesMappings : IMappingFeed
{
    private static readonly WatchTarget[] Kinds = [WatchTarget.Mappings, WatchTarget.Policies, WatchTarget.HttpRoutes];

    private readonly WatchSet _watches;
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;
    private volatile IReadOnlyList<WatchedObject> _policies = [];

    public KubernetesMappings(ApiConnection api, KubernetesOptions options, ILogger log, TimeProvider time)
    {
        _watches = new WatchSet(Kinds, api, options, log, time);
        _watches.Changed += () =>
        {
            Interlocked.Increment(ref _version);
            if (_watches.IsComplete)
                _complete.TrySetResult();
        };
    }

    /// <inheritdoc/>
    public bool IsComplete => _watches.IsComplete;

    /// <inheritdoc/>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Completes when everything was listed once.</summary>
    public Task Complete => _complete.Task;

    /// <summary>What is wrong with reading the API now.</summary>
    public IReadOnlyList<Finding> Problems => _watches.Problems;

    /// <summary>The ShadowPolicies as they were read the last time: those that the newest table was made of.</summary>
    public IReadOnlyList<WatchedObject> PoliciesRead => _policies;

    /// <summary>The ShadowPolicies as they are now.</summary>
    public IEnumerable<WatchedObject> Policies => _watches.Read(WatchTarget.Policies.Kind);

    /// <summary>The name of a resource's source, as findings show it.</summary>
    public static string SourceOf(string kind, WatchedObject resource) => $"kubernetes:{kind}/{resource.Namespace}/{resource.Name}";

    /// <inheritdoc/>
    public IReadOnlyList<MappingSource> Read()
    {
        _policies = [.. Policies];
        return
        [
            .. Kinds.SelectMany(kind => kind == WatchTarget.Policies ? Sources(kind, _policies) : Sources(kind, _watches.Read(kind.Kind))),
        ];
    }

    /// <summary>Watches until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => _watches.RunAsync(cancellation);

    private static IEnumerable<MappingSource> Sources(WatchTarget kind, IEnumerable<WatchedObject> resources) =>
        resources.Select(resource => new MappingSource(SourceOf(kind.Kind, resource), ResourceText.Of(resource)));
}
