using System.Text.Json.Nodes;
using ActorProxy.Admin.Palettes;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Cluster;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Admin.Palettes.Mappings;
using ActorProxy.Admin.Palettes.Shadows;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Mappings.Routing;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorProxy.Admin.Tests.Palettes;

public sealed class HandlerActorTests : TestKit
{
    private readonly FakeClusterView _cluster = new();
    private readonly FakeMetricsView _metrics = new();
    private readonly FakeShadowControl _control = new();
    private readonly RouteTableStore _routes = SampleRoutes.Loaded();

    public HandlerActorTests()
        : base("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
    {
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Shadow_list_names_who_changed_what()
    {
        await AnswerAsync("shadow weight checkout-shadow 2.5 -reason \"too slow\"");

        Assert.Equal(
            """
            shadow           service                    configured  effective  paused  changed by
            checkout-shadow  http://checkout-shadow:80        10 %      2.5 %  no      alice at 2026-03-04 05:06:07Z (too slow)
            other-shadow     http://other-shadow:80          0.5 %      0.5 %  no
            """,
            (await AnswerAsync("shadow list")).Text);
    }

    [Fact]
    public async Task Mapping_status_names_the_living_nodes_that_hold_other_resources()
    {
        var (nodes, none) = (_metrics.Report.Nodes, new ActorProxy.Shadowing.Accounting.MetricsTotals([], []));
        var own = _routes.Current.Generation;
        _metrics.Report = _metrics.Report with
        {
            Nodes =
            [
                .. nodes,
                new("akka.tcp://actorproxy@10.0.0.1:4053", ["shadow"], "live", TimeSpan.FromSeconds(1), none) { Generation = own },
                new("akka.tcp://actorproxy@10.0.0.2:4053", ["edge"], "live", TimeSpan.FromSeconds(1), none) { Generation = "other" },
            ],
        };

        var lines = (await AnswerAsync("mapping status")).Text.Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Contains(own, lines[1], StringComparison.Ordinal);
        Assert.EndsWith("same", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("DIFFERENT", lines[3], StringComparison.Ordinal);
        Assert.Equal("1 of 3 nodes hold others than this one.", lines[4]);

        _metrics.Report = _metrics.Report with { Nodes = nodes };
        Assert.EndsWith("All nodes hold the same resources.", (await AnswerAsync("mapping status")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shadow_stats_shows_the_outcomes_that_occurred_with_numbers_to_the_right() => Assert.Equal(
        """
        shadow           offered  answered  sampled_out  timed_out  under_way  statuses         prod p50  prod p99  shadow p50  shadow p99  weight
        checkout-shadow    1,234     1,124          100          7          3  200:1,120 500:4      2.00      6.00        5.00        15.0  10 %
        other-shadow           0         0            0          0          0  -                    0.00      0.00        0.00        0.00  0.5 %
        Nodes: 1 live, 1 departed, oldest figures 0.8 s old; latencies in ms
        """,
        (await AnswerAsync("shadow stats")).Text);

    [Fact]
    public async Task Shadow_stats_of_one_shadow_goes_into_detail() => Assert.Equal(
        """
        checkout-shadow: 10 %
        copies       count    share
        offered      1,234
        sampled_out    100    8.1 %
        answered     1,124  91.09 %
        timed_out        7   0.57 %
        under_way        3   0.24 %
        statuses: 200:1,120 500:4
        latency (ms)  mean   p50   p95   p99  p99.9   max
        production    2.00  2.00  4.00  6.00   8.00  10.0
        shadow        5.00  5.00  10.0  15.0   20.0  25.0
        Nodes: 1 live, 1 departed, oldest figures 0.8 s old
        """,
        (await AnswerAsync("shadow stats checkout-shadow")).Text);

    [Fact]
    public async Task Shadow_stats_has_no_thousands_separators_in_JSON()
    {
        var answer = JsonNode.Parse((await AnswerAsync("shadow stats --json")).Text)!;
        Assert.Equal(1234, (long)answer["cluster"]!["shadows"]![0]!["offered"]!);
    }

    [Fact]
    public async Task Shadow_stats_watch_goes_on_every_second()
    {
        Tell("shadow stats checkout-shadow -watch --json");
        Assert.False((await ExpectMsgAsync<CommandResponse>()).Final);

        await ExpectNoMsgAsync(TimeSpan.Zero);
        for (var second = 0; second < 3; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            var answer = await ExpectMsgAsync<CommandResponse>();
            Assert.False(answer.Final);
            Assert.Contains("\"offered\":1234", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("shadow weight checkout-shadow 101", "the weight must be from 0 to 100 percent, not 101")]
    [InlineData("shadow weight checkout-shadow -0.5", "the weight must be from 0 to 100 percent, not -0.5")]
    [InlineData("shadow weight checkout-shadow NaN", "the weight must be from 0 to 100 percent, not NaN")]
    [InlineData("shadow weight checkout-shadow half", "'half' is not a weight; give a number from 0 to 100, or 'default'")]
    [InlineData("shadow weight all 5", "'all' has no weight; name one shadow, or pause all")]
    [InlineData("shadow weight nope 5", "there is no shadow 'nope'; known: checkout-shadow, other-shadow")]
    [InlineData("shadow pause nope", "there is no shadow 'nope'; known: checkout-shadow, other-shadow")]
    [InlineData("shadow stats nope", "there is no shadow 'nope'; known: checkout-shadow, other-shadow")]
    [InlineData("shadow stats nope -watch", "there is no shadow 'nope'; known: checkout-shadow, other-shadow")]
    public async Task What_cannot_be_done_is_an_error_that_says_what_can(string line, string error)
    {
        Assert.Equal(error, Assert.IsType<ErroredCommandResponse>(await AnswerAsync(line)).Text);
        Assert.Empty(_control.Changes);
    }

    [Fact]
    public async Task Shadow_weight_default_goes_back_to_the_configured_one()
    {
        Assert.Equal("checkout-shadow: 20 % (configured 10 %)", (await AnswerAsync("shadow weight checkout-shadow 20%")).Text);
        Assert.Equal("checkout-shadow: 10 %", (await AnswerAsync("shadow weight checkout-shadow default")).Text);
        Assert.True(double.IsNaN(_control.Changes[^1].Weight!.Value));
    }

    [Fact]
    public async Task Shadow_pause_and_resume_work_on_one_and_on_all()
    {
        Assert.Equal("other-shadow: 0.5 %, paused", (await AnswerAsync("shadow pause other-shadow")).Text);
        Assert.StartsWith("All copying is paused by alice at 2026-03-04 05:06:07Z (incident).\n", (await AnswerAsync("shadow pause all -reason incident")).Text, StringComparison.Ordinal);
        Assert.Equal("checkout-shadow: 7 % (configured 10 %), paused (all copying is paused)", (await AnswerAsync("shadow weight checkout-shadow 7")).Text);
        await AnswerAsync("shadow resume all");
        Assert.Equal("other-shadow: 0.5 %", (await AnswerAsync("shadow resume other-shadow")).Text);
    }

    [Fact]
    public async Task Cluster_status_says_what_this_node_knows()
    {
        Assert.Equal(
            """
            self         akka.tcp://actorproxy@127.0.0.1:4053
            status       up
            leader       akka.tcp://actorproxy@127.0.0.1:4053
            ready        yes
            members      3 (up: 2, joining: 1)
            unreachable  akka.tcp://actorproxy@127.0.0.1:4054
            """,
            (await AnswerAsync("cluster status")).Text);

        _cluster.Lose("starting anew");
        Assert.Contains("ready        no: starting anew", (await AnswerAsync("cluster status")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_show_ends_with_the_count() =>
        Assert.EndsWith("\nCount: 3 nodes", (await AnswerAsync("cluster show")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Mapping_list_shows_routes_in_evaluation_order() => Assert.Equal(
        """
        #  prefix      mapping          kind        service                      weight
        0  /checkout/  checkout         production  http://checkout:8080         70 %
                       checkout-canary  production  http://checkout-canary:8080  30 %
                       checkout-shadow  shadow      http://checkout-shadow:80    10 %
        1  /other/     other            production  http://other:8080            100 %
                       other-shadow     shadow      http://other-shadow:80       0.5 %
        """,
        (await AnswerAsync("mapping list")).Text);

    [Fact]
    public async Task Mapping_errors_shows_all_findings() => Assert.Equal(
        """
        severity  code           resource          where         message
        error     bad-weight     broken.default    maps.yaml:12  spec.weight must be a number
        warning   unknown-field  checkout.default                spec.colour is not known
        notice    other-kind                                     a Service was passed over
        """,
        (await AnswerAsync("mapping errors")).Text);

    [Fact]
    public async Task Nothing_configured_is_said_in_words()
    {
        _routes.Swap(RouteTable.Empty);
        _metrics.Report = new([], new([], []), TimeSpan.Zero);

        Assert.Equal("No Mapping is configured.", (await AnswerAsync("mapping list")).Text);
        Assert.StartsWith("Nothing to report", (await AnswerAsync("mapping errors")).Text, StringComparison.Ordinal);
        Assert.Equal("No shadow Mapping is configured.", (await AnswerAsync("shadow list")).Text);
        Assert.Equal("No shadow Mapping is configured.", (await AnswerAsync("shadow stats")).Text);
        Assert.Equal("there is no shadow 'x'; no shadow Mapping is configured", (await AnswerAsync("shadow pause x")).Text);
    }

    [Fact]
    public async Task Text_from_resources_cannot_steer_a_terminal()
    {
        _routes.Swap(new RouteTable
        {
            Generation = "g-2",
            Groups = [],
            Findings = [new(ActorProxy.Mappings.Findings.Severity.Error, "odd", "x", "line\nbreak \e[31mred")],
            Shadows = RouteTable.Empty.Shadows,
        });
        Assert.EndsWith("line break  [31mred", (await AnswerAsync("mapping errors")).Text, StringComparison.Ordinal);
    }

    private async Task<CommandResponse> AnswerAsync(string line)
    {
        Tell(line);
        return await ExpectMsgAsync<CommandResponse>();
    }

    private void Tell(string line)
    {
        var node = new NodeViews(_cluster, _metrics, _control, _routes);
        CommandPaletteHandler handler = line.Split(' ')[0] switch
        {
            "cluster" => new ClusterPaletteHandler(node),
            "mapping" => new MappingPaletteHandler(node),
            _ => new ShadowPaletteHandler(node, new ShadowSteering(node)),
        };
        Sys.ActorOf(handler.HandlerProps).Tell(new CommandParser(handler.Palette).Parse(line).From(json: false, who: "alice"), TestActor);
    }
}
