using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Reporting;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.Cluster;
using ClusterSettings = ActorProxy.Shadowing.Clustering.ClusterSettings;

namespace ActorProxy.Shadowing.Samples;

/// <summary>Gathers samples from all dispatcher nodes.</summary>
internal sealed class SampleFetcher(IClusterView cluster)
{
    /// <summary>How long the whole question may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Asks all of them at the same time.</summary>
    public async Task<SampleReport> FetchAsync(string mapping, string? path, CancellationToken cancellation)
    {
        if (cluster.System is not { } system) return new SampleReport([], [], []);
        var nodes = Cluster.Get(system).State.Members
            .Where(m => m.HasRole(ClusterSettings.ShadowRole) && m.Status is MemberStatus.Up or MemberStatus.WeaklyUp or MemberStatus.Leaving)
            .Select(m => m.Address)
            .ToArray();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        var answers = await Task.WhenAll(nodes.Select(node => FetchAsync(system, node, mapping, path, limit.Token))).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return new SampleReport(
            [.. answers.SelectMany(answer => answer.Samples).OrderByDescending(sample => sample.At).Select(sample => sample.Json.Memory)],
            [.. nodes.Select(node => node.ToString())],
            [.. nodes.Zip(answers).Where(pair => !pair.Second.IsWhole).Select(pair => pair.First.ToString())]);
    }

    private static async Task<(List<Wire.Generated.Sample> Samples, bool IsWhole)> FetchAsync(
        ActorSystem system, Address node, string mapping, string? path, CancellationToken cancellation)
    {
        var samples = new List<Wire.Generated.Sample>();
        var actor = system.ActorSelection(new RootActorPath(node) / "user" / SamplesActor.ActorName);
        try
        {
            while (true)
            {
                var request = new SamplesRequest { Mapping = mapping, Path = path ?? "", Skip = (uint)samples.Count };
                var page = await actor.Ask<SamplesPage>(request, Limit, cancellation).ConfigureAwait(false);
                samples.AddRange(page.Samples);
                if (page.Samples.Count == 0 || samples.Count >= page.Total) return (samples, true);
            }
        }
        catch (Exception e) when (e is AskTimeoutException or OperationCanceledException)
        {
            // What came before is shown; the report names the node.
            return (samples, false);
        }
    }
}
