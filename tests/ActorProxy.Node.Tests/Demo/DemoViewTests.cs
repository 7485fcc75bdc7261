using ActorProxy.Node.Demo;
using ActorProxy.Node.Demo.Admin;
using ActorProxy.Node.Demo.Samples;
using ActorProxy.Node.Demo.View;
using Spectre.Console;

namespace ActorProxy.Node.Tests.Demo;

public class DemoViewTests
{
    private const string Metrics =
        """
        {
          "cluster": {
            "shadows": [
              { "name": "checkout-shadow", "offered": 1000, "outcomes": { "sampled_out": 900, "answered": 97, "timed_out": 2, "reset": 0 },
                "under_way": 1, "statuses": { "200": 95, "500": 2 }, "configured_weight": 10, "effective_weight": 12.5, "paused": false,
                "production_latency_ms": { "count": 97, "mean": 2.1, "p50": 2.04, "p95": 4, "p99": 5.5, "p999": 6, "max": 6 },
                "shadow_latency_ms": { "count": 97, "mean": 14, "p50": 14.2, "p95": 20, "p99": 25, "p999": 30, "max": 31 } },
              { "name": "paused-shadow", "offered": 5, "outcomes": { "paused": 5 }, "under_way": 0, "configured_weight": 100,
                "effective_weight": 0, "paused": true, "something_new": [] }
            ],
            "productions": [
              { "name": "checkout", "requests": 1005, "failed": 0, "statuses": { "200": 1005 }, "latency_ms": { "count": 1005, "p50": 2, "p99": 5 } }
            ]
          },
          "nodes": [], "nodes_held": 4, "oldest_age_ms": 800
        }
        """;

    private static readonly DemoLayout Layout = DemoLayout.From(new DemoOptions());

    private static readonly DemoSnapshot Snapshot = new(
        TimeSpan.FromSeconds(64),
        new TrafficCounts(1005, 1004, 1, "refused"),
        AdminReader.ParseMetrics(Metrics),
        new ClusterAnswer
        {
            Members =
            [
                new MemberAnswer("akka.tcp://actorproxy@127.0.0.1:4053", "up", true) { Roles = ["edge"] },
                new MemberAnswer("akka.tcp://actorproxy@127.0.0.1:4056", "up", false) { Roles = ["shadow"] },
            ],
        });

    [Fact]
    public void Lines_ShowTrafficProductionAndShadows() => Assert.Equal(
        [
            "01:04  1,005 requests sent, 1,004 answered, 1 failed; 1 of 4 nodes up",
            "       checkout: 1,005 requests, 0 failed, p50 / p99 2.0 / 5.0 ms",
            "       checkout-shadow: 1,000 offered: sampled_out 900, answered 97 (2 x 500), timed_out 2, under way 1; " +
                "weight set / now 10 / 12.5 %; p50 / p99 production 2.0 / 5.5 ms, shadow 14.2 / 25.0 ms",
            "       paused-shadow: 5 offered: paused 5; weight set / now 100 / paused; p50 / p99 production - ms, shadow - ms",
        ],
        LineScreen.Lines(Snapshot, Layout));

    [Fact]
    public void Lines_WithoutAnswersFromTheCluster_StillShowTraffic() =>
        Assert.Single(LineScreen.Lines(Snapshot with { Metrics = null, Cluster = null }, Layout));

    [Fact]
    public void An_edge_that_has_suspended_copying_is_named_with_its_reason()
    {
        var snapshot = Snapshot with { Cluster = Snapshot.Cluster! with { Suspended = [new("akka.tcp://actorproxy@127.0.0.1:4053", "it takes 99 % of its processors")] } };

        Assert.Equal("       edge-1 has suspended copying: it takes 99 % of its processors", LineScreen.Lines(snapshot, Layout).Last());
        Assert.Contains("edge-1 has suspended copying", Render(DemoTables.Live(snapshot, Layout)), StringComparison.Ordinal);
    }

    [Fact]
    public void Live_ShowsMappingsAndNodesByName()
    {
        var text = Render(DemoTables.Live(Snapshot, Layout));

        Assert.Matches("checkout-shadow .* 1,000 .*sampled_out 900 .* 10 / 12.5 % .* 14.2 / 25.0", text);
        Assert.Matches("answered 97 .2 x 500.", text);
        Assert.Matches("edge-1 .* edge .* up .*http://127.0.0.1:9110", text);
        Assert.Matches("shadow-2 .* shadow .* up, unreachable .*http://127.0.0.1:9113", text);
    }

    [Fact]
    public void Accounting_ShowsEachOutcomeTheSumAndWhetherItCloses()
    {
        var text = Render(DemoTables.Accounting(FinalAccounting.From(Snapshot.Traffic, Snapshot.Metrics!)));

        Assert.Matches("checkout-shadow .* 1,000 .* 97 .* 900 .* 2 .* 999 .* no ", text);
        Assert.Matches("paused-shadow .* 5 .* 5 .* yes ", text);
        Assert.DoesNotContain("reset", text, StringComparison.Ordinal);
    }

    private static string Render(Spectre.Console.Rendering.IRenderable renderable)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 200;
        console.Write(renderable);
        return writer.ToString();
    }
}
