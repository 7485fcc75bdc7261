using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Verdicts;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing.Verdicts;

public sealed class VerdictTests
{
    private static readonly Reply Fine = JsonReply("""{"a":1}""") with { Latency = TimeSpan.FromMilliseconds(10) };
    private static readonly Reply Wrong = JsonReply("""{"a":2}""") with { Latency = TimeSpan.FromMilliseconds(10) };

    private readonly ComparisonMeter _meter = new();
    private readonly ReplyComparer _comparer = new(new CompareSettings());

    [Fact]
    public void Enough_requests_without_a_difference_pass()
    {
        Send(1000, Fine, Fine, Fine);

        var verdict = Evaluate();

        Assert.Equal(("pass", 1000, 1000), (verdict.Name, verdict.Compared, verdict.Paired));
        Assert.Contains("no field differs", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 requests compared; at least 100")]
    [InlineData(99, "99 requests compared; at least 100")]
    [InlineData(999, "999 of 1000 requests compared")]
    public void Too_few_requests_are_undecided(int requests, string reason)
    {
        Send(requests, Fine, Fine, Fine);

        Assert.Equal("undecided", Evaluate().Name);
        Assert.StartsWith(reason, Assert.Single(Evaluate().Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_differs_clearly_fails_before_the_minimum_is_reached()
    {
        Send(170, Fine, Fine, Fine);
        Send(30, Fine, Wrong, Fine);

        var verdict = Evaluate();

        Assert.Equal("fail", verdict.Name);
        Assert.StartsWith("GET /a: $.a differs in 15 % of 200 requests, by noise in 0 %", Assert.Single(verdict.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_as_often_by_noise_passes()
    {
        Send(500, Fine, Wrong, Fine);
        Send(500, Fine, Fine, Wrong);
        Send(500, Fine, Wrong, Wrong);

        Assert.Equal("pass", Evaluate().Name);
    }

    [Fact]
    public void A_few_lucky_differences_are_no_regression()
    {
        Send(995, Fine, Fine, Fine);
        Send(5, Fine, Wrong, Fine);

        Assert.Equal("pass", Evaluate().Name);
        Assert.False(Assert.Single(Regressions.Find(_meter.Read(), VerdictCriteria.Default)).IsRegression);
    }

    [Fact]
    public void A_kind_of_difference_stands_out_where_another_is_noise()
    {
        Send(900, Fine, Wrong, Wrong);
        Send(100, Fine, JsonReply("{}"), Wrong);

        var report = Assert.Single(Regressions.Find(_meter.Read(), VerdictCriteria.Default));

        Assert.Equal(("$.a", "missing", true), (report.Path, report.Evidence, report.IsRegression));
        Assert.Equal((0.1, 0.0), (report.RawRate, report.NoiseRate));
        Assert.InRange(0.1, report.ExcessLow, report.ExcessHigh);
    }

    [Fact]
    public void What_is_spread_over_endpoints_is_found_over_all_of_them()
    {
        for (var i = 0; i < 40; i++)
        {
            Send(100, Fine, Fine, Fine, $"GET /{i}");
            Send(2, Fine, Wrong, Fine, $"GET /{i}");
        }

        var found = Regressions.Find(_meter.Read(), VerdictCriteria.Default).Where(r => r.IsRegression);

        Assert.Equal(("*", "$.a"), (Assert.Single(found).Endpoint, found.Single().Path));
    }

    [Fact]
    public void Without_a_baseline_a_field_may_differ_up_to_the_background_rate()
    {
        Send(990, Fine, Fine, null);
        Send(10, Fine, Wrong, null);
        Assert.Equal("pass", Evaluate().Name);

        Send(60, Fine, Wrong, null);
        Assert.Equal("fail", Evaluate().Name);
        Assert.Equal("pass", Evaluate(new VerdictCriteria { BackgroundRate = 10 }).Name);
    }

    [Theory]
    [InlineData(0, "pass")]
    [InlineData(20, "undecided")]
    [InlineData(200, "fail")]
    public void The_error_rate_beyond_production_is_limited(int errors, string expected)
    {
        Send(1000 - errors, Fine, Fine, Fine);
        Send(errors, Fine, Reply.Failed(ReplyEnd.TimedOut), Reply.Failed(ReplyEnd.TimedOut));

        Assert.Equal(expected, Evaluate().Name);
    }

    [Fact]
    public void Errors_that_production_has_too_are_no_errors_of_the_shadow()
    {
        Send(900, Fine, Fine, Fine);
        Send(50, Fine, JsonReply("{}", 503), JsonReply("{}", 503));
        Send(50, JsonReply("{}", 503), Fine, Fine);

        var verdict = Evaluate(new VerdictCriteria { ErrorRate = 5 });

        Assert.Equal("pass", verdict.Name);
    }

    [Theory]
    [InlineData(0.1, "fail")]
    [InlineData(20, "pass")]
    [InlineData(5, "undecided")]
    public void The_mismatch_rate_beyond_noise_is_limited(double limit, string expected)
    {
        // Each in a field of its own, so that none of them is a regression.
        for (var i = 0; i < 50; i++) Send(1, Fine, JsonReply($$"""{"a":1,"{{(char)('b' + (i % 24))}}{{(char)('b' + (i / 24))}}":1}"""), Fine);
        Send(950, Fine, Fine, Fine);

        Assert.Equal(expected, Evaluate(new VerdictCriteria { MismatchRate = limit }).Name);
    }

    [Theory]
    [InlineData(1.2, "fail")]
    [InlineData(3, "pass")]
    public void The_latency_is_limited_as_a_multiple(double limit, string expected)
    {
        Send(2000, Fine, Fine with { Latency = TimeSpan.FromMilliseconds(20) }, Fine);

        Assert.Equal(expected, Evaluate(new VerdictCriteria { LatencyRatio = limit }).Name);
    }

    [Fact]
    public void Latency_is_held_against_the_baseline_when_there_is_one()
    {
        var slow = Fine with { Latency = TimeSpan.FromMilliseconds(20) };
        Send(2000, Fine, slow, slow);

        Assert.Equal("pass", Evaluate(new VerdictCriteria { LatencyRatio = 1.2 }).Name);
    }

    [Fact]
    public void A_slower_shadow_is_reported_and_fails_only_by_its_own_criterion()
    {
        Send(1000, Fine, Fine with { Latency = TimeSpan.FromMilliseconds(25) }, Fine);

        var report = Assert.Single(Regressions.Find(_meter.Read(), VerdictCriteria.Default));

        Assert.Equal(("latency", true), (report.Path, report.IsRegression));
        Assert.Equal("pass", Evaluate().Name);
    }

    [Fact]
    public void Replies_that_nobody_could_read_do_not_pass()
    {
        var cut = Fine with { End = ReplyEnd.Truncated };
        Send(2000, cut, cut, cut);

        Assert.Equal("undecided", Evaluate().Name);
        Assert.StartsWith("2000 of 2000 replies were too long", Assert.Single(Evaluate().Reasons), StringComparison.Ordinal);
    }

    private Verdict Evaluate(VerdictCriteria? criteria = null) => VerdictEvaluator.Evaluate(_meter.Read(), criteria ?? VerdictCriteria.Default);

    private void Send(int requests, Reply production, Reply shadow, Reply? baseline, string endpoint = "GET /a")
    {
        var comparison = _comparer.Compare(production, shadow, baseline);
        for (var i = 0; i < requests; i++) _meter.Record(endpoint, comparison, production, shadow, baseline);
    }
}
