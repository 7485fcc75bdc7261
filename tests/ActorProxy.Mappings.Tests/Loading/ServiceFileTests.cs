using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Tests.Loading;

public sealed class ServiceFileTests
{
    private const string Text = """
        services:
          a: [127.0.0.1:81, "[::1]:82"]
          a:8443: ["127.0.0.1:83"]
          b.other: 127.0.0.1:84
          empty: []
        """;

    [Theory]
    [InlineData("a", 80, "127.0.0.1:81 [::1]:82")]
    [InlineData("a", 8443, "127.0.0.1:83")]
    [InlineData("b.other", 80, "127.0.0.1:84")]
    [InlineData("empty", 80, "")]
    [InlineData("b", 80, null)]
    public void TryFind_prefers_the_name_with_the_port(string host, int port, string? endpoints)
    {
        var services = ServiceFile.Parse("services.yaml", Text);

        Assert.Empty(services.Findings);
        Assert.Equal(endpoints is not null, services.TryFind(new ServiceTarget("http", host, port, true), out var found));
        Assert.Equal(endpoints, found is null ? null : string.Join(' ', found));
    }

    [Theory]
    [InlineData("services: {a: [nowhere], b: [h:1]}", FindingCodes.InvalidServicesFile)]
    [InlineData("services: {a: {x: y}, b: [h:1]}", FindingCodes.WrongType)]
    [InlineData("services: {a: [7], b: [h:1]}", FindingCodes.WrongType)]
    [InlineData("services: {b: [h:1]}\nservice: {}", FindingCodes.UnknownField)]
    public void A_bad_entry_is_a_finding_and_the_others_hold(string text, string code)
    {
        var services = ServiceFile.Parse("services.yaml", text);

        Assert.Equal(code, Assert.Single(services.Findings).Code);
        Assert.True(services.TryFind(new ServiceTarget("http", "b", 80, false), out var found));
        Assert.Equal(["h:1"], found);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("text")]
    [InlineData("")]
    public void A_file_that_is_none_is_a_finding(string text)
    {
        var services = ServiceFile.Parse("services.yaml", text);

        Assert.Equal(FindingCodes.InvalidServicesFile, Assert.Single(services.Findings).Code);
        Assert.False(services.IsReadable);
    }

    [Fact]
    public void A_missing_file_is_a_finding() =>
        Assert.Equal(FindingCodes.MissingPath, Assert.Single(ServiceFile.Read("/no/such/services.yaml").Findings).Code);
}
