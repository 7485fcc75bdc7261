using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ActorProxy.Admin.Tests.Fakes;

namespace ActorProxy.Pbm.Tests.EndToEnd;

public sealed class OneShotTests : IAsyncLifetime
{
    private readonly AdminFixture _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Cluster_show_prints_the_rows_that_Petabridge_users_know()
    {
        var result = await PbmAsync("cluster", "show");

        Assert.Equal(0, result.Code);
        Assert.Equal(
            """
            akka.tcp://actorproxy@127.0.0.1:4053 | [edge] | up | leader | 0.1.0
            akka.tcp://actorproxy@127.0.0.1:4054 | [edge,shadow] | up | unreachable | 0.1.0
            akka.tcp://actorproxy@127.0.0.1:4055 | [shadow] | joining |  | 0.2.0
            Count: 3 nodes

            """,
            result.Output);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task The_address_may_be_given_before_the_palette()
    {
        var result = await PbmProcess.RunAsync(null, [new Uri(_node.Url).Authority, "cluster", "status"]);
        Assert.Equal(0, result.Code);
        Assert.Contains("ready        yes", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster show")]
    [InlineData("cluster status")]
    [InlineData("shadow list")]
    [InlineData("shadow stats")]
    [InlineData("shadow stats checkout-shadow")]
    [InlineData("shadow weight checkout-shadow 5")]
    [InlineData("shadow pause all")]
    [InlineData("shadow resume checkout-shadow")]
    [InlineData("mapping list")]
    [InlineData("shadow show checkout-shadow")]
    [InlineData("mapping errors")]
    [InlineData("mapping show checkout")]
    [InlineData("mapping show checkout-shadow")]
    [InlineData("mapping test /checkout/x")]
    [InlineData("metrics show")]
    [InlineData("metrics nodes")]
    [InlineData("remote show")]
    public async Task Every_command_answers_one_line_of_JSON_when_asked_to(string command)
    {
        var result = await PbmAsync([.. command.Split(' '), "--json"]);

        Assert.Equal(0, result.Code);
        Assert.NotNull(JsonNode.Parse(Assert.Single(result.Lines)));
    }

    [Fact]
    public async Task Shadow_weight_changes_it_and_says_who_and_why()
    {
        var result = await PbmAsync("shadow", "weight", "checkout-shadow", "12.5", "-reason", "too slow for \"us\"");

        Assert.Equal(0, result.Code);
        Assert.Equal("checkout-shadow: 12.5 % (configured 10 %)\n", result.Output);
        var change = Assert.Single(_node.Control.Changes);
        Assert.Equal(12.5, change.Weight);
        Assert.Equal("too slow for \"us\"", change.Reason);
        Assert.Equal($"{Environment.UserName}@{Environment.MachineName} from 127.0.0.1", change.Who);
    }

    [Fact]
    public async Task A_command_that_fails_is_1_and_goes_to_standard_error()
    {
        var result = await PbmAsync("shadow", "weight", "nope", "5");

        Assert.Equal(1, result.Code);
        Assert.Equal("pbm: there is no shadow 'nope'; known: checkout-shadow, other-shadow\n", result.Errors);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Without_an_actor_system_commands_fail_with_the_reason()
    {
        _node.Cluster.Lose("downed by the split brain resolver, starting anew");
        var result = await PbmAsync("shadow", "list");

        Assert.Equal(1, result.Code);
        Assert.Equal("pbm: no actor system runs on this node right now: downed by the split brain resolver, starting anew\n", result.Errors);
    }

    [Theory]
    [InlineData("shadwo list", "unknown palette 'shadwo', did you mean 'shadow'?; known: actor, cluster, cluster-sharding, mapping, metrics, remote, shadow")]
    [InlineData("shadow lst", "unknown command 'shadow lst', did you mean 'list'?; known: list, show, stats, weight, pause, resume, history, compare, diffs, verdict")]
    [InlineData("shadow", "a command is missing after 'shadow'; known: list, show, stats, weight, pause, resume, history, compare, diffs, verdict")]
    [InlineData("shadow weight", "<shadow> is missing; usage: shadow weight <shadow> <percent> [-reason <reason>] [--json]")]
    [InlineData("shadow stats -wach", "unknown switch '-wach', did you mean '-watch'?; usage: shadow stats [<shadow>] [-watch] [--json]")]
    [InlineData("10.0.0.1 cluster show", "unknown palette '10.0.0.1'; known: actor, cluster, cluster-sharding, mapping, metrics, remote, shadow; a node is named HOST:PORT")]
    [InlineData("--nonsense", "unknown option '--nonsense'; see 'pbm help'")]
    [InlineData("localhost:x cluster show", "'localhost:x' is not of the form HOST:PORT")]
    public async Task What_is_not_understood_is_64_and_says_what_was_meant(string arguments, string error)
    {
        var result = await PbmAsync(arguments.Split(' '));

        Assert.Equal(64, result.Code);
        Assert.Equal($"pbm: {error}\n", result.Errors);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_2()
    {
        var free = FreePort();
        var result = await PbmProcess.RunAsync($"127.0.0.1:{free}", ["cluster", "show"]);

        Assert.Equal(2, result.Code);
        Assert.Contains($"cannot connect to 127.0.0.1:{free}: Connection refused", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_needs_no_node()
    {
        var result = await PbmProcess.RunAsync("127.0.0.1:1", ["--version"]);
        Assert.Equal((0, "pbm 0.1.0\n"), (result.Code, result.Output));
    }

    [Fact]
    public async Task Help_works_with_and_without_a_node()
    {
        var with = await PbmAsync("help");
        Assert.Equal(0, with.Code);
        Assert.Matches("shadow weight +Sets how many of the requests are copied, on all nodes\\.", with.Output);

        var without = await PbmProcess.RunAsync($"127.0.0.1:{FreePort()}", ["help"]);
        Assert.Equal(0, without.Code);
        Assert.Contains("exit codes: 0 done, 1 command failed, 2 cannot connect, 3 undecided, 64 usage", without.Output, StringComparison.Ordinal);
        Assert.Contains("none was reached", without.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_on_a_palette_and_on_a_command_comes_from_their_definitions()
    {
        var palette = await PbmAsync("help", "mapping");
        Assert.Contains("errors [--json]", palette.Output, StringComparison.Ordinal);

        var command = await PbmAsync("shadow", "weight", "--help");
        Assert.Equal(0, command.Code);
        Assert.Equal(
            """
            shadow weight <shadow> <percent> [-reason <reason>] [--json]
              Sets how many of the requests are copied, on all nodes.
            arguments:
              <shadow>, or -shadow, -s <shadow>     The shadow Mapping. Mandatory. Such as: checkout-shadow, other-shadow.
              <percent>, or -percent, -w <percent>  0 to 100, decimals allowed, or 'default' for the configured weight. Mandatory.
              -reason, -r <reason>                  Why; kept with the change.
              --json                                Answers JSON instead of text.

            """,
            command.Output);

        Assert.Equal(64, (await PbmAsync("help", "shadwo")).Code);
    }

    [Fact]
    public async Task Plain_output_is_neither_coloured_nor_wrapped()
    {
        var result = await PbmAsync("shadow", "stats");
        Assert.DoesNotContain('\e', result.Output);
        Assert.Contains(result.Lines, line => line.Length > 80);
    }

    private Task<PbmResult> PbmAsync(params string[] arguments) => PbmProcess.RunAsync(new Uri(_node.Url).Authority, arguments);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
