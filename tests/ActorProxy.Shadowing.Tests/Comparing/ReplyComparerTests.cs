using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing;

public sealed class ReplyComparerTests
{
    private static readonly Reply Fine = JsonReply("""{"a":1}""");

    [Fact]
    public void Alike_is_a_match()
    {
        var comparison = Compare(Fine, JsonReply("""{ "a": 1 }"""));

        Assert.Equal(ComparisonOutcome.Match, comparison.Outcome);
        Assert.Equal((ComparedParts.Head | ComparedParts.Body, ComparedParts.None), (comparison.Compared, comparison.NoiseCompared));
    }

    [Fact]
    public void What_the_baseline_does_not_show_is_a_mismatch()
    {
        var comparison = Compare(Fine, JsonReply("""{"a":2,"b":1}"""), baseline: JsonReply("""{"a":3}"""));

        Assert.Equal(ComparisonOutcome.Mismatch, comparison.Outcome);
        Assert.Equal([new("$.a", DifferenceKind.Value), new("$.b", DifferenceKind.Added)], comparison.Differences);
        Assert.Equal([new("$.a", DifferenceKind.Value)], comparison.Noise);
    }

    [Fact]
    public void What_the_baseline_shows_too_is_noise() =>
        Assert.Equal(ComparisonOutcome.NoiseOnly, Compare(Fine, JsonReply("""{"a":2}"""), baseline: JsonReply("""{"a":3}""")).Outcome);

    [Fact]
    public void The_same_field_in_another_way_is_not_noise() =>
        Assert.Equal(ComparisonOutcome.Mismatch, Compare(Fine, JsonReply("{}"), baseline: JsonReply("""{"a":3}""")).Outcome);

    [Theory]
    [InlineData(ReplyEnd.TimedOut)]
    [InlineData(ReplyEnd.ConnectFailed)]
    [InlineData(ReplyEnd.Reset)]
    public void A_shadow_that_fails_is_a_mismatch_and_not_a_skip(ReplyEnd end)
    {
        var comparison = Compare(Fine, Reply.Failed(end));

        Assert.Equal((ComparisonOutcome.Mismatch, ComparedParts.Head), (comparison.Outcome, comparison.Compared));
        Assert.Equal([new("reply", DifferenceKind.Missing)], comparison.Differences);
    }

    [Fact]
    public void A_baseline_that_fails_is_noise()
    {
        var comparison = Compare(Fine, Reply.Failed(ReplyEnd.TimedOut), baseline: Reply.Failed(ReplyEnd.Reset));

        Assert.Equal((ComparisonOutcome.NoiseOnly, ComparedParts.Head), (comparison.Outcome, comparison.NoiseCompared));
    }

    [Fact]
    public void Without_a_reply_of_production_nothing_can_be_compared()
    {
        var comparison = Compare(Reply.Failed(ReplyEnd.Reset), Fine, baseline: Fine);

        Assert.Equal((ComparisonOutcome.NotComparable, ComparedParts.None), (comparison.Outcome, comparison.Compared));
    }

    [Fact]
    public void A_body_that_is_cut_off_leaves_the_head_to_be_compared()
    {
        var cut = Fine with { End = ReplyEnd.Truncated };

        Assert.Equal((ComparisonOutcome.Truncated, ComparedParts.Head), (Compare(Fine, cut).Outcome, Compare(Fine, cut).Compared));
        Assert.Equal(ComparisonOutcome.Truncated, Compare(cut, cut).Outcome);
        Assert.Equal("status value", Differences(Fine, cut with { Status = 404 }));
    }

    [Fact]
    public void An_empty_body_against_one_that_is_cut_off_is_a_difference() =>
        Assert.Equal("body missing", Differences(Fine with { End = ReplyEnd.Truncated }, Fine with { Body = default }));

    [Fact]
    public void Of_statuses_of_different_classes_only_the_status_is_compared()
    {
        var settings = new CompareSettings { Headers = ["*"] };

        Assert.Equal("status value", Differences(Fine.With(("a", "1")), JsonReply("""{"error":1}""", 500), settings));
        Assert.Equal("$.a value; status value", Differences(Fine, JsonReply("""{"a":2}""", 201), settings));
    }

    [Fact]
    public void Without_status_the_bodies_are_compared_whatever_it_is() =>
        Assert.Equal("$.a value", Differences(Fine, JsonReply("""{"a":2}""", 500), new CompareSettings { Status = false }));

    [Fact]
    public void Without_body_only_the_heads_are_compared()
    {
        var comparison = Compare(Fine, JsonReply("{}"), new CompareSettings { Body = BodyComparison.None });

        Assert.Equal((ComparisonOutcome.Match, ComparedParts.Head), (comparison.Outcome, comparison.Compared));
    }

    [Fact]
    public void Very_many_differences_end_in_other()
    {
        var many = string.Join(",", Enumerable.Range(0, 1000).Select(i => $"\"x{i % 7}field{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}\":1"));

        var differences = Compare(JsonReply("{}"), JsonReply($"{{{many}}}")).Differences;

        Assert.Equal(257, differences.Count);
        Assert.Equal("other", differences[^1].Path);
    }

    [Fact]
    public async Task One_comparer_serves_many_threads()
    {
        var comparer = new ReplyComparer(new CompareSettings { Headers = ["*"], Ignore = ["$..x"], Unordered = ["$.l"] });
        var production = JsonReply("""{"a":1,"x":1,"l":[1,2]}""");
        var shadow = JsonReply("""{"x":2,"l":[2,1],"a":3}""");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 500).Select(_ => comparer.Compare(production, shadow, production).Differences.Single()).Distinct().Single())));

        Assert.All(outcomes, d => Assert.Equal(new FieldDifference("$.a", DifferenceKind.Value), d));
    }
}
