using ActorProxy.Admin;
using ActorProxy.Pbm.CommandLine;

namespace ActorProxy.Pbm.Tests.CommandLine;

public sealed class InvocationTests
{
    [Theory]
    [InlineData("", null, "127.0.0.1:9110", "")]
    [InlineData("cluster show", null, "127.0.0.1:9110", "cluster show")]
    [InlineData("10.0.0.7:9111", null, "10.0.0.7:9111", "")]
    [InlineData("node-3:9110 cluster show", "other:1", "node-3:9110", "cluster show")]
    [InlineData("http://node-3:9110/ cluster show", null, "node-3:9110", "cluster show")]
    [InlineData("[::1]:9110 cluster show", null, "[::1]:9110", "cluster show")]
    [InlineData("cluster show", "node-3:9111", "node-3:9111", "cluster show")]
    [InlineData("cluster show", "  ", "127.0.0.1:9110", "cluster show")]
    public void The_node_comes_from_the_first_word_then_the_environment_then_the_default(string line, string? variable, string node, string words)
    {
        var invocation = Invocation.Parse(Split(line), variable);
        Assert.Equal(node, invocation.Node.ToString());
        Assert.Equal(Split(words), invocation.Words);
    }

    [Theory]
    [InlineData("node:0", null)]
    [InlineData("node:65536", null)]
    [InlineData("node:-1", null)]
    [InlineData(":9110", null)]
    [InlineData("node:", null)]
    [InlineData("a b:9110", null)]
    [InlineData("user@node:9110", null)]
    [InlineData("ftp://node:9110", null)]
    [InlineData("--token-file", null)]
    [InlineData("", "node")]
    [InlineData("-x", null)]
    [InlineData("127.0.0.1:9110 --verbose cluster show", null)]
    public void What_is_no_address_or_option_is_refused(string first, string? variable) =>
        Assert.Throws<UsageException>(() => Invocation.Parse(first.Length > 0 ? [first] : [], variable));

    [Theory]
    [InlineData("help", "")]
    [InlineData("--help", "")]
    [InlineData("-h", "")]
    [InlineData("help shadow", "shadow")]
    [InlineData("help shadow weight", "shadow weight")]
    [InlineData("shadow --help", "shadow")]
    [InlineData("shadow help", "shadow")]
    [InlineData("shadow weight -h", "shadow weight")]
    [InlineData("shadow weight help", "shadow weight")]
    [InlineData("shadow weight x 5 --help", "shadow weight")]
    public void Help_can_be_asked_for_before_and_behind(string line, string topic)
    {
        Assert.True(Invocation.IsHelp(Split(line), out var about));
        Assert.Equal(Split(topic), about);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cluster show")]
    [InlineData("shadow pause -s help")]
    public void Other_lines_are_not_help(string line) => Assert.False(Invocation.IsHelp(Split(line), out _));

    [Fact]
    public void Json_before_the_palette_holds_for_every_command()
    {
        var invocation = Invocation.Parse(["--json", "cluster", "show"], null);
        Assert.True(invocation.Json);
        Assert.Equal(["cluster", "show"], invocation.Words);
    }

    [Fact]
    public void Options_of_the_connection_come_before_the_palette_in_any_order()
    {
        var invocation = Invocation.Parse(["https://node:9110", "--ca", "ca.pem", "--json", "--token-file", "token", "cluster", "show"], null);

        Assert.Equal("https://node:9110/", invocation.Node.Url.ToString());
        Assert.Equal(("ca.pem", "token", true), (invocation.Connection.Authorities, invocation.Connection.TokenFile, invocation.Json));
        Assert.Equal(["cluster", "show"], invocation.Words);
    }

    [Theory]
    [InlineData("shadwo", "shadow")]
    [InlineData("Shadow", "shadow")]
    [InlineData("clu", "cluster")]
    [InlineData("maping", "mapping")]
    [InlineData("banana", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_offered_when_it_is_near(string typed, string? nearest) =>
        Assert.Equal(nearest, SimilarName.Find(typed, ["cluster", "mapping", "shadow"]));

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
