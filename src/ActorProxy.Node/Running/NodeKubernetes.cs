using ActorProxy.Kubernetes;
using ActorProxy.Mappings.Routing;
using ActorProxy.Node.Configuration;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Running;

/// <summary>Opens the Kubernetes API as a source of resources and endpoints.</summary>
internal static class NodeKubernetes
{
    /// <summary>The API gets this long for its first answers before the node starts without them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Opens it; null where the node reads files only.</summary>
    /// <exception cref="NodeStartException">The settings do not lead to one.</exception>
    public static KubernetesSource? Open(KubernetesSettings? settings, RouteTableStore routes, ILoggerFactory loggers, TimeProvider time)
    {
        try
        {
            return settings is null ? null : new KubernetesSource(settings.Options, settings.WithEndpoints, routes, loggers.CreateLogger<KubernetesSource>(), time);
        }
        catch (KubernetesSetupException e)
        {
            throw new NodeStartException($"kubernetes: {e.Message}", e);
        }
    }

    /// <summary>Waits for its first answers. A node whose API server is away starts all the same: it is not ready, says why, and catches up.</summary>
    public static async Task WaitAsync(KubernetesSource kubernetes, ILogger log, CancellationToken stop)
    {
        try
        {
            await kubernetes.Complete.WaitAsync(Patience, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            log.LogWarning("The Kubernetes API at {Server} has not listed everything yet; the node goes on and is not ready until it has", kubernetes.Server);
        }
    }
}
