using ActorProxy.Mappings.Shadows;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing.Heads;

public sealed class HeaderComparisonTests
{
    private static readonly CompareSettings All = new() { Headers = ["*"] };

    [Fact]
    public void By_default_headers_do_not_count() =>
        Assert.Equal("", Differences(Text("x").With(("A", "1")), Text("x").With(("A", "2"))));

    [Fact]
    public void Named_headers_count_whatever_their_case() =>
        Assert.Equal("header:a value", Differences(Text("x").With(("A", "1"), ("B", "1")), Text("x").With(("a", "2"), ("b", "2")), new CompareSettings { Headers = ["a"] }));

    [Fact]
    public void A_header_is_missing_added_or_of_another_value() =>
        Assert.Equal(
            "header:a missing; header:b added; header:c value",
            Differences(Text("x").With(("A", "1"), ("C", "1")), Text("x").With(("B", "1"), ("C", "2")), All));

    [Theory]
    [InlineData("Date")]
    [InlineData("X-Request-Id")]
    [InlineData("Set-Cookie")]
    [InlineData("Content-Length")]
    [InlineData("Content-Encoding")]
    public void Of_all_headers_those_that_differ_by_nature_do_not_count_unless_they_are_named(string name)
    {
        var (production, shadow) = (Text("x").With((name, "identity")), Text("x"));

        Assert.Equal("", Differences(production, shadow, All));
        Assert.Equal($"header:{name.ToLowerInvariant()} missing", Differences(production, shadow, new CompareSettings { Headers = ["*", name.ToLowerInvariant()] }));
    }

    [Fact]
    public void A_prefix_counts_and_a_prefix_is_ignored() =>
        Assert.Equal(
            "header:x-a missing",
            Differences(Text("x").With(("X-A", "1"), ("X-B-C", "1"), ("D", "1")), Text("x"), new CompareSettings { Headers = ["x-*"], Ignore = ["X-B*"] }));

    [Fact]
    public void Several_lines_are_one_list() =>
        Assert.Equal("", Differences(Text("x").With(("A", "1"), ("A", "2")), Text("x").With(("a", "1, 2")), All));

    [Fact]
    public void Replacements_are_made_in_values() =>
        Assert.Equal(
            "", Differences(Text("x").With(("A", "host-17")), Text("x").With(("A", "host-4")), All with { Normalise = [new Normalisation("host-[0-9]+", "host")] }));

    [Fact]
    public void Trailers_count_like_headers() =>
        Assert.Equal("trailer:checksum value", Differences(Text("x").WithTrailers(("Checksum", "1")), Text("x").WithTrailers(("checksum", "2")), All));
}
