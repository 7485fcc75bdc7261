using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing.Metering;

public sealed class ComparisonMeterTests
{
    private const string Endpoint = "GET /a";

    private readonly ComparisonMeter _meter = new();
    private readonly ReplyComparer _comparer = new(new CompareSettings());

    [Fact]
    public void Every_comparison_is_one_outcome()
    {
        Record("""{"a":1}""", """{"a":1}""");
        Record("""{"a":1}""", """{"a":2}""");
        Record("""{"a":1}""", """{"a":2}""", """{"a":3}""");
        Record(JsonReply("{}"), JsonReply("{}") with { End = ReplyEnd.Truncated });
        Record(Reply.Failed(ReplyEnd.TimedOut), JsonReply("{}"));

        Assert.Equal([1, 1, 1, 1, 1], _meter.Read().Outcomes);
        Assert.Equal((5, 5), (_meter.Read().Total, _meter.Activity));
    }

    [Fact]
    public void A_field_counts_once_per_request_and_by_kind()
    {
        Record("""{"l":[{"a":1},{"a":2}]}""", """{"l":[{"a":3},{"a":"x"}]}""");

        var field = Field("$.l[*].a");
        Assert.Equal(new PairCounts(1, 0, 0, 0), field.Any);
        Assert.Equal([DifferenceKind.Type, DifferenceKind.Value], field.Kinds.Keys.Order());
        Assert.All(field.Kinds.Values, counts => Assert.Equal(new PairCounts(1, 0, 0, 0), counts));
    }

    [Fact]
    public void With_a_baseline_it_is_known_who_differs_on_the_same_request()
    {
        Record("""{"a":1}""", """{"a":2}""", """{"a":1}""");
        Record("""{"a":1}""", """{"a":1}""", """{"a":2}""");
        Record("""{"a":1}""", """{"a":2}""", """{"a":3}""");
        Record("""{"a":1}""", """{"a":2}""");

        Assert.Equal(new PairCounts(Raw: 3, PairedRaw: 2, Noise: 2, Both: 1), Field("$.a").Any);
        Assert.Equal((1, 1), (Field("$.a").Any.RawOnly, Field("$.a").Any.NoiseOnly));
        var endpoint = _meter.Read().Endpoints[Endpoint];
        Assert.Equal((4, 4, 3, 3), (endpoint.Heads, endpoint.Bodies, endpoint.PairedHeads, endpoint.PairedBodies));
        Assert.Equal(new PairCounts(3, 1, 1, 0), _meter.Read().Different);
    }

    [Fact]
    public void Noise_of_a_part_that_was_not_compared_with_the_shadow_does_not_count()
    {
        Record(JsonReply("""{"a":1}"""), Reply.Failed(ReplyEnd.TimedOut), JsonReply("""{"a":2}"""));

        Assert.Equal(["reply"], _meter.Read().Endpoints[Endpoint].Fields.Keys);
        Assert.Equal((1, 0), (_meter.Read().Endpoints[Endpoint].PairedHeads, _meter.Read().Endpoints[Endpoint].PairedBodies));
    }

    [Fact]
    public void Statuses_and_failures_stand_in_the_matrix()
    {
        Record(JsonReply("{}"), JsonReply("{}", 500), Reply.Failed(ReplyEnd.ConnectFailed));
        Record(JsonReply("{}"), Reply.Failed(ReplyEnd.TimedOut), JsonReply("{}", 404));

        var counts = _meter.Read();
        Assert.Equal(["200>500", "200>timed_out"], Text(counts.ShadowStatuses));
        Assert.Equal(["200>404", "200>refused"], Text(counts.BaselineStatuses));

        static IEnumerable<string> Text(IReadOnlyDictionary<StatusPair, long> matrix) =>
            matrix.Keys.Select(p => $"{StatusPair.Text(p.Production)}>{StatusPair.Text(p.Other)}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Latency_is_paired_and_steps_are_fields()
    {
        Record(Timed(10), Timed(25), Timed(9));
        Record(Timed(10), Timed(10.4));
        Record(Timed(0.1), Timed(0.9));
        Record(Timed(10), Reply.Failed(ReplyEnd.TimedOut, TimeSpan.FromSeconds(3)));

        var counts = _meter.Read();
        Assert.Equal(3, counts.ShadowLatency.Slower.Buckets.Values.Sum());
        Assert.Equal((1, 1), (counts.BaselineLatency.Faster.Buckets.Values.Sum(), counts.BaselineLatency.Ratio.Buckets.Values.Sum()));
        Assert.Equal(
            ["latency>1.25x", "latency>1.5x", "latency>2x"],
            counts.Endpoints[Endpoint].Fields.Where(f => f.Key.StartsWith("latency", StringComparison.Ordinal)).Select(f => f.Key).Order(StringComparer.Ordinal));

        static Reply Timed(double milliseconds) => JsonReply("{}") with { Latency = TimeSpan.FromMilliseconds(milliseconds) };
    }

    [Fact]
    public void Fields_beyond_the_limit_are_counted_as_other()
    {
        for (var i = 0; i < 700; i++) Record("{}", $$"""{"x{{(char)('a' + (i % 26))}}y{{(char)('a' + (i / 26))}}":1}""");

        var fields = _meter.Read().Endpoints[Endpoint].Fields;
        Assert.Equal(ComparisonLimits.Fields + 1, fields.Count);
        Assert.Equal(700 - ComparisonLimits.Fields, fields["other"].Any.Raw);
    }

    [Fact]
    public void Endpoints_beyond_the_limit_are_counted_as_other()
    {
        for (var i = 0; i < 100; i++) Record(JsonReply("{}"), JsonReply("{}"), null, $"GET /{i}");

        var endpoints = _meter.Read().Endpoints;
        Assert.Equal(ComparisonLimits.Endpoints + 1, endpoints.Count);
        Assert.Equal(100 - ComparisonLimits.Endpoints, endpoints["other"].Heads);
    }

    [Fact]
    public void Long_names_are_cut()
    {
        var name = new string('n', 5000);
        Record(JsonReply("{}"), JsonReply($"{{\"{name}\":1}}"), null, name);

        var (endpoint, counts) = Assert.Single(_meter.Read().Endpoints);
        Assert.Equal((ComparisonLimits.PathLength, ComparisonLimits.PathLength), (endpoint.Length, Assert.Single(counts.Fields).Key.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void The_sum_of_the_parts_is_the_whole(int fields)
    {
        for (var i = 0; i < 20; i++)
        {
            Record(
                JsonReply("{}"), JsonReply($$"""{"{{(char)('a' + i)}}":1}""", i == 3 ? 404 : 200), i % 2 == 0 ? JsonReply($$"""{"{{(char)('b' + i)}}":1}""") : null, $"GET /{(char)('a' + (i % 3))}");
        }

        var whole = _meter.Read();
        var parts = whole.Split(fields).ToArray();

        Assert.Equal(Text(whole), Text(parts.Aggregate(ComparisonCounts.Zero, (sum, part) => sum.Add(part))));
        Assert.All(parts, part => Assert.InRange(part.Endpoints.Values.Sum(e => e.Fields.Count), 0, fields));
    }

    [Fact]
    public async Task Nothing_is_lost_on_many_threads()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++) Record("""{"a":1}""", """{"a":2}""", """{"a":1}""");
        })));

        Assert.Equal(new PairCounts(2000, 2000, 0, 0), Field("$.a").Any);
        Assert.Equal(2000, _meter.Read().Outcomes[(int)ComparisonOutcome.Mismatch]);
    }

    private FieldCounts Field(string path) => _meter.Read().Endpoints[Endpoint].Fields[path];

    private void Record(string production, string shadow, string? baseline = null) =>
        Record(JsonReply(production), JsonReply(shadow), baseline is null ? null : JsonReply(baseline));

    private void Record(Reply production, Reply shadow, Reply? baseline = null, string endpoint = Endpoint) =>
        _meter.Record(endpoint, _comparer.Compare(production, shadow, baseline), production, shadow, baseline);

    /// <summary>All that is in it, for comparing dictionaries by content.</summary>
    private static string Text(ComparisonCounts counts) => string.Join(
        "\n",
        [
            string.Join(",", counts.Outcomes), $"{counts.Different}",
            .. counts.ShadowStatuses.Select(s => $"{s}").Order(StringComparer.Ordinal),
            .. counts.BaselineStatuses.Select(s => $"{s}").Order(StringComparer.Ordinal),
            .. counts.Endpoints.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => e.Value.Fields
                .OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => $"{f.Key} {f.Value.Any} {string.Join(",", f.Value.Kinds)}")
                .Prepend($"{e.Key} {e.Value.Heads} {e.Value.Bodies} {e.Value.PairedHeads} {e.Value.PairedBodies}")),
        ]);
}
