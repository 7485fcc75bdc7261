using ActorProxy.Admin.Diagnostics.Samples;

namespace ActorProxy.Diagnostics.Tests.Live;

public sealed class LineDiffTests
{
    [Fact]
    public void Equal_lines_stand_on_the_same_level_and_what_was_replaced_beside_what_replaced_it() => Assert.Equal(
        [new("a", "a"), new("b", "x"), new("c", "c"), new(null, "y"), new("d", "d")],
        LineDiff.Of("a\nb\nc\nd", "a\nx\nc\ny\nd"));

    [Fact]
    public void What_is_only_left_has_nothing_beside_it() =>
        Assert.Equal([new("a", "a"), new("b", null), new("c", "c")], LineDiff.Of("a\nb\nc", "a\nc"));

    [Fact]
    public void Every_line_of_both_sides_is_there_once_in_order()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var (left, right) = (Text(random), Text(random));
            var pairs = LineDiff.Of(left, right);

            Assert.Equal(left, string.Join('\n', pairs.Select(pair => pair.Left).OfType<string>()));
            Assert.Equal(right, string.Join('\n', pairs.Select(pair => pair.Right).OfType<string>()));
        }
    }

    [Fact]
    public void Texts_too_long_to_align_are_put_side_by_side()
    {
        var pairs = LineDiff.Of(string.Join('\n', Enumerable.Range(0, 5000)), "x");

        Assert.Equal(5000, pairs.Count);
        Assert.Equal(new LinePair("0", "x"), pairs[0]);
    }

    private static string Text(Random random) => string.Join('\n', Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(5)));
}
