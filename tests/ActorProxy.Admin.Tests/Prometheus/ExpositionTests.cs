using System.Diagnostics.Metrics;
using ActorProxy.Admin.Prometheus;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Admin.Tests.Prometheus;

public sealed class ExpositionTests : IDisposable
{
    private readonly FakeTelemetry _telemetry = new();

    public void Dispose() => _telemetry.Dispose();

    [Fact]
    public void An_observable_counter_is_a_counter_with_its_unit_in_the_name()
    {
        _telemetry.Meter.CreateObservableCounter("actorproxy.things", () => new Measurement<long>(7, new KeyValuePair<string, object?>("mapping", "a")), "{thing}", "Things.");
        _telemetry.Meter.CreateObservableCounter("actorproxy.sent", () => 2.5, "By", "Sent.");

        var text = Write();

        Assert.Contains("# HELP actorproxy_things_total Things.\n# TYPE actorproxy_things_total counter\nactorproxy_things_total{mapping=\"a\"} 7\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE actorproxy_sent_bytes_total counter\nactorproxy_sent_bytes_total 2.5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_observable_gauge_is_a_gauge()
    {
        _telemetry.Meter.CreateObservableGauge("actorproxy.share", () => 12.5, "%", "A share.");
        _telemetry.Meter.CreateObservableUpDownCounter("actorproxy.held", () => 3, "By", "Held.");

        var text = Write();

        Assert.Contains("# TYPE actorproxy_share_percent gauge\nactorproxy_share_percent 12.5\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE actorproxy_held_bytes gauge\nactorproxy_held_bytes 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_measurements_of_an_instrument_are_in_one_family()
    {
        Measurement<long>[] measurements = [new(1, new KeyValuePair<string, object?>("code", 200)), new(2, new KeyValuePair<string, object?>("code", 500))];
        _telemetry.Meter.CreateObservableCounter("actorproxy.responses", () => measurements);

        Assert.Contains("\nactorproxy_responses_total{code=\"200\"} 1\nactorproxy_responses_total{code=\"500\"} 2\n", Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scrape_does_not_listen_to_instruments_that_are_recorded_with_each_request()
    {
        var histogram = _telemetry.Meter.CreateHistogram<double>("http.server.request.duration", "s");
        bool? listened = null;
        _telemetry.Meter.CreateObservableGauge("actorproxy.probe", () =>
        {
            listened = histogram.Enabled;
            return 1;
        });

        Write();

        Assert.False(listened);
    }

    [Fact]
    public void Meters_of_others_are_left_out_but_for_the_runtimes()
    {
        using var other = new Meter("other");
        other.CreateObservableGauge("other.value", () => 1);

        var text = Write();

        Assert.DoesNotContain("other_value", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE dotnet_process_cpu_time_seconds_total counter\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Durations_are_cumulative_buckets_with_sum_and_count()
    {
        var buckets = FakeTelemetry.Buckets(TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(4), TimeSpan.FromMinutes(1));
        _telemetry.Durations.Add(new DurationFamily("http.server.request.duration", "How long.", [new DurationSeries([new("mapping", "a")], buckets)]));

        var lines = Write().Split('\n');

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", lines);
        Assert.Contains("""http_server_request_duration_seconds_bucket{mapping="a",le="0.0005"} 1""", lines);
        Assert.Contains("""http_server_request_duration_seconds_bucket{mapping="a",le="0.0025"} 1""", lines);
        Assert.Contains("""http_server_request_duration_seconds_bucket{mapping="a",le="0.005"} 3""", lines);
        Assert.Contains("""http_server_request_duration_seconds_bucket{mapping="a",le="30"} 3""", lines);
        Assert.Contains("""http_server_request_duration_seconds_bucket{mapping="a",le="+Inf"} 4""", lines);
        Assert.Contains("""http_server_request_duration_seconds_count{mapping="a"} 4""", lines);
        Assert.Contains("""http_server_request_duration_seconds_sum{mapping="a"} 60.0072""", lines);
    }

    [Fact]
    public void Label_values_are_escaped()
    {
        _telemetry.Meter.CreateObservableGauge("x", () => new Measurement<int>(10, new KeyValuePair<string, object?>("mapping", "a\\b\"c\nd{}ü")));

        Assert.Contains("x{mapping=\"a\\\\b\\\"c\\nd{}ü\"} 10\n", Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_beyond_numbers_have_the_names_that_Prometheus_knows()
    {
        var writer = new ExpositionWriter();
        writer.Family("x", "gauge", "Back\\slash and\nline.");
        writer.Sample("x", double.PositiveInfinity);
        writer.Sample("x", double.NegativeInfinity, ("a", "b"));
        writer.Sample("x", 1e21, ("a", "c"));
        Assert.Equal("# HELP x Back\\\\slash and\\nline.\n# TYPE x gauge\nx +Inf\nx{a=\"b\"} -Inf\nx{a=\"c\"} 1E+21\n", writer.ToString());
    }

    private string Write() => NodeExposition.Write(_telemetry);
}
