using ActorProxy.Mappings.Redaction;

namespace ActorProxy.Mappings.Tests.Redaction;

public sealed class HeaderRedactionTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("cookie")]
    [InlineData("SET-COOKIE")]
    [InlineData("Proxy-Authorization")]
    public void Shown_ofABuiltInName_inAnyCase_hidesTheValue(string name) =>
        Assert.Equal("[redacted]", HeaderRedaction.Default.Shown(name, "s3cret"));

    [Fact]
    public void Shown_ofAnyOtherHeader_isItsValue() => Assert.Equal("text/html", HeaderRedaction.Default.Shown("Accept", "text/html"));

    [Fact]
    public void Names_thatAreAdded_doNotReplaceTheBuiltInOnes()
    {
        var redaction = new HeaderRedaction(["X-Api-Key", "cookie"]);

        Assert.True(redaction.IsSecret("x-api-key"));
        Assert.True(redaction.IsSecret("Authorization"));
        Assert.Equal(["Authorization", "Cookie", "Proxy-Authorization", "Set-Cookie", "X-Api-Key"], redaction.Names);
        Assert.False(HeaderRedaction.Default.IsSecret("X-Api-Key"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("X Api")]
    [InlineData("X-Api:")]
    [InlineData("Schlüssel")]
    public void A_nameThatNoHeaderCanHave_isRefused(string name)
    {
        var e = Assert.Throws<ArgumentException>(() => new HeaderRedaction([name]));

        Assert.Contains($"'{name}'", e.Message, StringComparison.Ordinal);
    }
}
