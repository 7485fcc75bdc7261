using System.Text.Json.Nodes;
using ActorProxy.Kubernetes.Connecting;
using ActorProxy.Kubernetes.Watching;
using ActorProxy.Mappings.Routing;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Kubernetes.Status;

/// <summary>
/// Writes what became of each ShadowPolicy into its status. Every node does, without a leader: it writes only what is not there yet, after a
/// random wait in which another node may have written the same, and never the same thing twice, so that nodes that disagree do not
/// overwrite each other for ever (<c>pbm mapping status</c> shows that they disagree).
/// </summary>
internal sealed class PolicyStatusWriter(
    ApiConnection api, KubernetesMappings mappings, RouteTableStore routes, TimeSpan longestPause, ILogger log, TimeProvider time)
{
    private readonly ChangeSignal _changes = new();
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private string? _lastFailure;

    /// <summary>Writes after every new table until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        routes.Changed += Signal;
        try
        {
            _changes.Set();
            while (true)
            {
                await _changes.WaitAsync(cancellation).ConfigureAwait(false);
                if (!routes.IsLoaded)
                    continue;

                await Task.Delay(longestPause * Random.Shared.NextDouble(), time, cancellation).ConfigureAwait(false);
                if (!await WriteAllAsync(cancellation).ConfigureAwait(false))
                {
                    await Task.Delay(longestPause * 10, time, cancellation).ConfigureAwait(false);
                    _changes.Set();
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            routes.Changed -= Signal;
        }
    }

    private void Signal(RouteTable table) => _changes.Set();

    private async Task<bool> WriteAllAsync(CancellationToken cancellation)
    {
        var findings = routes.Current.Findings.ToLookup(finding => finding.File, StringComparer.Ordinal);
        var latest = mappings.Policies.ToDictionary(policy => policy.Key, StringComparer.Ordinal);
        var isDone = true;
        foreach (var read in mappings.PoliciesRead)
        {
            // Another version than the table was made of gets its status with the next table.
            if (!latest.TryGetValue(read.Key, out var policy) || policy.Generation != read.Generation)
                continue;

            var status = PolicyStatus.Of(policy, [.. findings[KubernetesMappings.SourceOf(WatchTarget.Policies.Kind, policy)]]);
            isDone &= await WriteAsync(policy, status, cancellation).ConfigureAwait(false);
        }

        return isDone;
    }

    private async Task<bool> WriteAsync(WatchedObject policy, JsonObject status, CancellationToken cancellation)
    {
        var text = status.ToJsonString();
        if (PolicyStatus.IsPresent(policy, status) || _written.GetValueOrDefault(policy.Key) == text)
            return true;

        try
        {
            var path = $"apis/actorproxy.io/v1/namespaces/{policy.Namespace}/shadowpolicies/{policy.Name}/status";
            await api.PatchAsync(path, PolicyStatus.Patch(policy, status, time.GetUtcNow()), cancellation).ConfigureAwait(false);
            _written[policy.Key] = text;
            _lastFailure = null;
            return true;
        }
        catch (ApiRefusedException e) when (e.IsUnknown)
        {
            // Deleted meanwhile.
            return true;
        }
        catch (Exception e) when (e is ApiRefusedException or HttpRequestException or IOException or OperationCanceledException
            && !cancellation.IsCancellationRequested)
        {
            if (_lastFailure != e.Message)
                log.LogWarning("The status of ShadowPolicy {Policy} cannot be written, tried again later: {Reason}", policy.Key, e.Message);
            _lastFailure = e.Message;
            return false;
        }
    }
}
