using System.Text.Json;
using ActorProxy.Testing;
using ActorProxy.Testing.Http;
using ActorProxy.Testing.Observability;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>A real Prometheus that scrapes every node, and the files of <c>deploy/observability</c>.</summary>
[Collection(SharedClusterCollection.Name)]
public class ObservabilityTests(SharedCluster shared)
{
    private const string Shadow = "scraped-shadow";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Totals_in_Prometheus_are_those_of_the_admin_api_and_of_pbm()
    {
        await using var prometheus = await PrometheusServer.StartAsync(shared.Cluster.Nodes);
        var before = (await shared.Edge.Admin.ReadMetricsAsync()).Production("scraped").Requests;
        var requests = before + await LoadAsync(400);
        await shared.Edge.SettledAsync(Shadow, requests);

        // Prometheus sees the end of it with its next scrape.
        const string underWay = $$"""sum(actorproxy_copies_offered_total{mapping="{{Shadow}}"}) - sum(actorproxy_copies_total{mapping="{{Shadow}}"})""";
        await Eventually.Async(
            async () => (await TotalAsync(prometheus, $$"""sum(actorproxy_copies_offered_total{mapping="{{Shadow}}"})"""), await TotalAsync(prometheus, underWay)),
            totals => totals == (requests, 0),
            Deadline,
            $"Prometheus has all {requests} requests accounted for");
        var metrics = await shared.Edge.Admin.ReadMetricsAsync();
        var outcomes = await prometheus.QueryAsync($$"""sum by (outcome) (actorproxy_copies_total{mapping="{{Shadow}}"})""", "outcome");

        Assert.Equal(metrics.Shadow(Shadow).Outcomes.ToDictionary(o => o.Key, o => (double)o.Value), outcomes);
        Assert.Equal(await PbmOutcomesAsync(), outcomes);
        Assert.InRange(outcomes["answered"], (0.8 * requests) - 4, (0.8 * requests) + 4);
        Assert.Equal(outcomes["answered"], await TotalAsync(prometheus, $$"""sum(http_client_request_duration_seconds_count{mapping="{{Shadow}}",target="shadow"})"""));
        Assert.Equal(outcomes["answered"], await TotalAsync(prometheus, $$"""sum(actorproxy_copy_production_duration_seconds_count{mapping="{{Shadow}}"})"""));
        Assert.Equal(requests, metrics.Production("scraped").Requests);
        Assert.Equal(requests, await TotalAsync(prometheus, """sum(actorproxy_production_requests_total{mapping="scraped",code="200"})"""));
        Assert.Equal(requests, await TotalAsync(prometheus, """sum(http_server_request_duration_seconds_bucket{mapping="scraped",le="+Inf"})"""));
    }

    [Fact]
    public async Task A_regression_is_told_by_every_dispatcher_node_and_raises_the_alert()
    {
        const string regressions = """actorproxy_regressions{mapping="judged-shadow"}""";
        shared.Shadow.Answer(request => request.Target.StartsWith("/judged/", StringComparison.Ordinal) ? Reply.Json("""{"a":2}""") : Reply.Ok);
        shared.Production.Answer(request => request.Target.StartsWith("/judged/", StringComparison.Ordinal) ? Reply.Json("""{"a":1}""") : Reply.Ok);
        await using var prometheus = await PrometheusServer.StartAsync(shared.Cluster.Nodes);
        await Eventually.Async(
            () => prometheus.QueryAsync(regressions, "instance"), values => values.Count == 2 && values.Values.All(v => v == 0), Deadline, "both dispatcher nodes tell that there is none");

        var requests = await LoadAsync(200, "judged");
        await shared.Edge.SettledAsync("judged-shadow", requests);

        await Eventually.Async(
            () => prometheus.QueryAsync(regressions, "instance"), values => values.Count == 2 && values.Values.All(v => v == 1), Deadline, "both tell of the one");
        Assert.Equal(1, await TotalAsync(prometheus, """max by (mapping) (actorproxy_shadow_verdict{mapping="judged-shadow",verdict="fail"})"""));
        await Eventually.Async(
            () => prometheus.QueryAsync("""ALERTS{alertname="ActorProxyRegressionFound"}""", "mapping"), alerts => alerts.ContainsKey("judged-shadow"), Deadline, "the alert");
        Assert.Equal(requests, await TotalAsync(prometheus, """sum(actorproxy_comparisons_total{mapping="judged-shadow",outcome="mismatch"})"""));
    }

    [Fact]
    public async Task Every_rule_can_be_evaluated_on_what_nodes_export()
    {
        await using var prometheus = await PrometheusServer.StartAsync(shared.Cluster.Nodes);

        var health = await Eventually.Async(
            prometheus.RuleHealthAsync, rules => rules.Count > 0 && !rules.Values.Contains("unknown"), Deadline, "every rule has been evaluated");

        Assert.All(health, rule => Assert.True(rule.Value == "ok", $"{rule.Key} is {rule.Value}"));
    }

    [Fact]
    public async Task Rules_are_valid_and_do_what_they_say()
    {
        foreach (var rules in Directory.GetFiles(ObservabilityFiles.Folder, "*.rules.yaml"))
            await CheckAsync("check", "rules", rules);
        foreach (var tests in Directory.GetFiles(ObservabilityFiles.Folder, "*.test.yaml"))
            await CheckAsync("test", "rules", tests);
    }

    [Fact]
    public async Task Rules_and_dashboard_use_metrics_that_exist()
    {
        await shared.Edge.SettledAsync(Shadow, await LoadAsync(10));
        var exported = new HashSet<string>();
        foreach (var node in shared.Cluster.Nodes)
            exported.UnionWith((await node.Admin.ReadExpositionAsync()).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0]));

        foreach (var file in Directory.GetFiles(ObservabilityFiles.Folder))
        {
            var used = ObservabilityFiles.MetricsIn(await File.ReadAllTextAsync(file));
            Assert.True(used.Count > 5, $"{file} uses only {string.Join(", ", used)}");
            Assert.Empty(used.Except(exported));
        }
    }

    [Fact]
    public void The_dashboard_can_be_provisioned()
    {
        using var dashboard = JsonDocument.Parse(ObservabilityFiles.ReadDashboard());
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.Equal("actorproxy", dashboard.RootElement.GetProperty("uid").GetString());
        Assert.False(dashboard.RootElement.TryGetProperty("id", out _), "an id belongs to one Grafana");
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        foreach (var panel in panels.Where(panel => panel.GetProperty("type").GetString() != "row"))
            Assert.All(panel.GetProperty("targets").EnumerateArray(), target => Assert.Equal("${datasource}", target.GetProperty("datasource").GetProperty("uid").GetString()));
    }

    private async Task<long> LoadAsync(int requests, string mapping = "scraped")
    {
        await using var load = LoadGenerator.Start(400, [.. shared.Cluster.Edges.Select(edge => $"{edge.EdgeUrl}/{mapping}/")]);
        await load.MoreAsync(requests);
        var report = await load.StopAsync();
        report.AssertAllAnswered();
        return report.Sent;
    }

    private static async Task<double> TotalAsync(PrometheusServer prometheus, string expression) =>
        (await prometheus.QueryAsync(expression)).Values.SingleOrDefault(double.NaN);

    private async Task<Dictionary<string, double>> PbmOutcomesAsync()
    {
        await using var pbm = ProgramProcess.Start("pbm", BuiltPrograms.Pbm, [$"127.0.0.1:{shared.Edge.AdminPort}", "shadow", "stats", Shadow, "--json"]);
        Assert.Equal(0, await pbm.ExitAsync(Deadline));
        using var answer = JsonDocument.Parse(pbm.Output);
        return answer.RootElement.GetProperty("outcomes").EnumerateObject().ToDictionary(outcome => outcome.Name, outcome => outcome.Value.GetDouble());
    }

    private static async Task CheckAsync(params string[] command)
    {
        await using var promtool = ProgramProcess.StartNative("promtool", DebianPrograms.Promtool, command);
        var exit = await promtool.ExitAsync(Deadline);
        Assert.True(exit == 0, promtool.Output);
    }
}
