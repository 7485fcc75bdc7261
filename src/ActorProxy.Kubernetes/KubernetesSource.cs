using ActorProxy.Kubernetes.Connecting;
using ActorProxy.Kubernetes.Services;
using ActorProxy.Kubernetes.Status;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Kubernetes;

/// <summary>A node's connection to the Kubernetes API: resources, endpoints, and the status that is written back.</summary>
public sealed class KubernetesSource : IDisposable
{
    private readonly ApiConnection _api;
    private readonly KubernetesMappings _mappings;
    private readonly KubernetesServices? _services;
    private readonly PolicyStatusWriter _status;

    /// <summary>Prepares the connection; nothing is sent yet.</summary>
    /// <param name="options">What is watched.</param>
    /// <param name="withEndpoints">Whether endpoints of Services are taken from their EndpointSlices.</param>
    /// <param name="routes">Where the tables made of the resources go; their findings become the status of ShadowPolicies.</param>
    /// <param name="log">Where to log.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="KubernetesSetupException">There is no configuration, or it cannot be read.</exception>
    public KubernetesSource(KubernetesOptions options, bool withEndpoints, RouteTableStore routes, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _api = ApiConnection.Open(options);
        _mappings = new KubernetesMappings(_api, options, log, time);
        _services = withEndpoints ? new KubernetesServices(_api, options, log, time) : null;
        _status = new PolicyStatusWriter(_api, _mappings, routes, options.StatusPause, log, time);
    }

    /// <summary>The API server's address.</summary>
    public Uri Server => _api.Server;

    /// <summary>The resources, for a <see cref="MappingWatcher"/>.</summary>
    public IMappingFeed Mappings => _mappings;

    /// <summary>Completes when every kind of resources was listed once.</summary>
    public Task Complete => _mappings.Complete;

    /// <summary>What is wrong with reading the API now.</summary>
    public IReadOnlyList<Finding> Problems => [.. _mappings.Problems, .. _services?.Problems ?? []];

    /// <summary>The endpoints of a service as <c>address:port</c>, an empty list when it has none, null when it is to be found by other means.</summary>
    public IReadOnlyList<string>? Find(ServiceTarget service) => _services?.Find(service);

    /// <summary>Watches until cancelled; API servers that are away, or refuse, are tried again and again.</summary>
    /// <param name="endpointsChanged">Called after endpoints may have changed.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Action endpointsChanged, CancellationToken cancellation)
    {
        if (_services is not null)
            _services.Changed += endpointsChanged;
        await Task.WhenAll(
            _mappings.RunAsync(cancellation),
            _services?.RunAsync(cancellation) ?? Task.CompletedTask,
            _status.RunAsync(cancellation)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();
}
