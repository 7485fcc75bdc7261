using ActorProxy.Soak.Faults;
using ActorProxy.Soak.Load;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak;

/// <summary>What must hold, whatever was done.</summary>
internal sealed class SoakChecks(SoakScene scene, SoakLoad load, SoakReport report)
{
    // An edge publishes its counters once a second; on a machine without a free processor a little later.
    private const double UncountedSeconds = 3;

    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan FlowLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, ProcessFootprint> _start =
        scene.Cluster.Nodes.GroupBy(n => n.Roles).ToDictionary(g => g.Key, g => ProcessFootprint.Of(g.First()));

    /// <summary>Waits until copies are answered (again).</summary>
    public async Task CopiesFlowAsync()
    {
        var before = await Eventually.Async(AnsweredAsync, _ => true, FlowLimit, "an edge tells its counts");
        await Eventually.Async(AnsweredAsync, now => now > before, FlowLimit, "copies are answered again");
    }

    /// <summary>Checks everything, with no load.</summary>
    /// <param name="mostMemory">The most that a node took so far.</param>
    public async Task CheckAsync((long Bytes, string Node) mostMemory)
    {
        (report.Sent, report.Answered, report.Excused) = (load.Sent, load.Answered, load.Excused);
        foreach (var failure in load.Failures.Take(20)) report.Violated($"a production request failed: {failure}");
        if (load.Failures.Count > 20) report.Violated($"... and {load.Failures.Count - 20} more");
        CheckServices();
        CheckMemory(mostMemory);
        try
        {
            await scene.Cluster.StableAsync();
            await CheckAccountsAsync();
            foreach (var node in scene.Cluster.Nodes) await ProcessFootprint.BackToAsync(node, _start[node.Roles]);
        }
        catch (TimeoutException e)
        {
            report.Violated(e.Message);
        }

        report.Footprints = [.. scene.Cluster.Nodes.Where(n => n.IsRunning).Select(n => $"{n.Name}: {ProcessFootprint.Of(n)}; its like at the start {_start[n.Roles]}")];
    }

    private async Task<long> AnsweredAsync() =>
        (await scene.Cluster.Edges[0].Admin.ReadMetricsAsync()).Cluster.Shadows.Sum(s => s.Outcome("answered"));

    private void CheckServices()
    {
        var production = scene.Services.Production;
        foreach (var shadow in scene.Services.Shadows.Values)
        {
            foreach (var number in shadow.MoreOftenThan(production).Take(5))
                report.Violated($"{shadow.Server.Name} received request {number} {shadow.Times(number)} times, production {production.Times(number)} times");
        }

        foreach (var damaged in scene.Services.Shadows.Values.Append(production).SelectMany(s => s.Damaged).Take(5))
            report.Violated($"received and not as it was sent: {damaged}");
    }

    private void CheckMemory((long Bytes, string Node) most)
    {
        const long shadowBudget = 16L * 1024 * 1024;
        var limit = _start.Values.Max(s => s.Bytes) + (SoakRequest.Mappings.Count * shadowBudget) + ProcessFootprint.SpareBytes;
        if (most.Bytes > limit) report.Violated($"{most.Node} took {most.Bytes / 1024 / 1024} MiB, budgets allow {limit / 1024 / 1024} MiB");
    }

    private async Task CheckAccountsAsync()
    {
        var accounts = new List<string>();
        var uncounted = 0L;
        foreach (var mapping in SoakRequest.Mappings)
        {
            var shadow = $"{mapping}-shadow";
            await Task.WhenAll(scene.Cluster.Nodes.Select(n => Eventually.Async(
                async () => (await n.Admin.ReadMetricsAsync()).Shadow(shadow),
                s => s.Sum == s.Offered && s.UnderWay == 0,
                SettleLimit,
                $"in the view of {n.Name} every copy of {shadow} has its outcome")));
            var agreed = await Eventually.Async(
                async () => await Task.WhenAll(scene.Cluster.Nodes.Select(async n => (await n.Admin.ReadMetricsAsync()).Shadow(shadow))),
                views => views.All(v => v.ToString() == views[0].ToString()),
                SettleLimit,
                $"all nodes tell the same of {shadow}");
            var received = scene.Services.Production.CountOf(mapping);
            uncounted += Math.Max(0, received - agreed[0].Offered);
            accounts.Add($"{agreed[0]}; production received {received}");
            if (agreed[0].Outcome("answered") > scene.Services.Shadows[mapping].Count)
                report.Violated($"{shadow}: {agreed[0].Outcome("answered")} counted as answered, {scene.Services.Shadows[mapping].Count} received");
        }

        var allowed = report.EdgeKills * UncountedSeconds * report.Rate;
        if (uncounted > allowed)
            report.Violated($"{uncounted} requests are in no counter; {report.EdgeKills} kills of edges explain {allowed:0} at most");
        (report.Uncounted, report.Accounts, report.CopiesReceived) = (uncounted, accounts, scene.Services.Shadows.Values.Sum(s => s.Count));
    }
}
