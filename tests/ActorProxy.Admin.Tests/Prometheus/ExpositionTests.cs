using System.Globalization;
using System.Text.RegularExpressions;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Tests.Prometheus;

public sealed partial class ExpositionTests(AdminFixture node) : IClassFixture<AdminFixture>
{
    [Fact]
    public async Task Metrics_is_text_that_Prometheus_accepts()
    {
        using var reply = await node.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        Check(await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_counts_this_node_only()
    {
        var samples = await SamplesAsync();

        Assert.Equal("600", samples["""actorproxy_copies_offered_total{mapping="checkout-shadow"}"""]);
        Assert.Equal("490", samples["""actorproxy_copies_total{mapping="checkout-shadow",outcome="answered"}"""]);
        Assert.Equal("4", samples["""actorproxy_copy_responses_total{mapping="checkout-shadow",code="500"}"""]);
        Assert.Equal("598", samples["""actorproxy_production_requests_total{mapping="checkout",code="200"}"""]);
        Assert.Equal("2", samples["""actorproxy_production_failures_total{mapping="checkout"}"""]);
        Assert.Equal("0.015", samples["""actorproxy_copy_duration_seconds{mapping="checkout-shadow",quantile="0.99"}"""]);
        Assert.Equal("2.45", samples["""actorproxy_copy_duration_seconds_sum{mapping="checkout-shadow"}"""]);
        Assert.Equal("490", samples["""actorproxy_copy_duration_seconds_count{mapping="checkout-shadow"}"""]);
    }

    [Fact]
    public async Task Metrics_gives_every_outcome_of_every_configured_shadow_from_the_start()
    {
        var samples = await SamplesAsync();
        foreach (var outcome in CopyOutcomes.All)
            Assert.Contains($$"""actorproxy_copies_total{mapping="other-shadow",outcome="{{outcome.Name()}}"}""", samples.Keys);

        Assert.Equal("NaN", samples["""actorproxy_copy_duration_seconds{mapping="other-shadow",quantile="0.5"}"""]);
    }

    [Fact]
    public async Task Metrics_tells_control_and_cluster()
    {
        var samples = await SamplesAsync();

        Assert.Equal("0.5", samples["""actorproxy_shadow_weight_percent{mapping="other-shadow"}"""]);
        Assert.Equal("0", samples["""actorproxy_shadow_paused{mapping="other-shadow"}"""]);
        Assert.Equal("2", samples["""actorproxy_cluster_members{status="up"}"""]);
        Assert.Equal("1", samples["actorproxy_cluster_unreachable_members"]);
        Assert.Equal("1", samples["actorproxy_node_ready"]);
    }

    [Fact]
    public void Label_values_are_escaped()
    {
        var shadow = FakeMetricsView.Shadow("a\\b\"c\nd{}ü", 10, (CopyOutcome.Answered, 10));
        var totals = new MetricsTotals([shadow], []);
        var metrics = new FakeMetricsView { Report = new([new("here", [], "live", TimeSpan.Zero, totals)], totals, TimeSpan.Zero) };
        var text = new Admin.Prometheus.NodeExposition(new NodeViews(new FakeClusterView(), metrics, new FakeShadowControl(), new())).Write();

        Check(text);
        Assert.Contains("actorproxy_copies_offered_total{mapping=\"a\\\\b\\\"c\\nd{}ü\"} 10\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_beyond_numbers_have_the_names_that_Prometheus_knows()
    {
        var writer = new Admin.Prometheus.ExpositionWriter();
        writer.Family("x", "gauge", "Back\\slash and\nline.");
        writer.Sample("x", double.PositiveInfinity);
        writer.Sample("x", double.NegativeInfinity, ("a", "b"));
        writer.Sample("x", 1e21, ("a", "c"));
        Assert.Equal("# HELP x Back\\\\slash and\\nline.\n# TYPE x gauge\nx +Inf\nx{a=\"b\"} -Inf\nx{a=\"c\"} 1E+21\n", writer.ToString());
    }

    /// <summary>The rules of the text format: HELP and TYPE once, before the samples, all samples of a family together, no sample twice.</summary>
    private static void Check(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var seen = new HashSet<string>();
        var families = new HashSet<string>();
        var (family, type) = ("", "");
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                family = help.Groups[1].Value;
                Assert.True(families.Add(family), $"family {family} twice");
            }
            else if (Type().Match(line) is { Success: true } declared)
            {
                Assert.Equal(family, declared.Groups[1].Value);
                type = declared.Groups[2].Value;
                Assert.Equal(type == "counter", family.EndsWith("_total", StringComparison.Ordinal));
            }
            else
            {
                var sample = Sample().Match(line);
                Assert.True(sample.Success, $"not a sample: {line}");
                string[] names = type == "summary" ? [family, family + "_sum", family + "_count"] : [family];
                Assert.Contains(sample.Groups["name"].Value, names);
                Assert.True(seen.Add(line[..line.LastIndexOf(' ')]), $"sample twice: {line}");
                if (sample.Groups["value"].Value is not ("NaN" or "+Inf" or "-Inf"))
                    Assert.True(double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture) >= 0);
            }
        }
    }

    private async Task<Dictionary<string, string>> SamplesAsync()
    {
        var text = await node.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => (Line: line, Space: line.LastIndexOf(' ')))
            .ToDictionary(sample => sample.Line[..sample.Space], sample => sample.Line[(sample.Space + 1)..]);
    }

    [GeneratedRegex(@"^# HELP ([a-z_]+) .+$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE ([a-z_]+) (counter|gauge|summary)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^(?<name>[a-z_]+)(\{([a-z_]+="([^"\\]|\\["\\n])*")(,[a-z_]+="([^"\\]|\\["\\n])*")*\})? (?<value>NaN|[+-]Inf|[0-9.E+-]+)$""")]
    private static partial Regex Sample();
}
