using System.Text.Json;
using System.Text.RegularExpressions;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Processes;
using Xunit.Abstractions;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Every command of <c>pbm</c> against live nodes; the cluster is its own, as some of the commands send nodes away.</summary>
public class PbmCommandsTests(ITestOutputHelper output) : ClusterTest(output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private protected override string Mappings => MappingText.Pair("shop", weight: 50);

    private protected override int Edges => 1;

    [Fact]
    public async Task Every_command_answers_in_text_and_in_JSON_and_nodes_go_and_come()
    {
        await LookAsync();
        await FollowAsync();
        await LeaveAndJoinAsync();
        await ExitAsync();
    }

    private async Task LookAsync()
    {
        var shadow = Cluster.Shadows[0];
        (TestNode Node, string Command, string Expected)[] answers =
        [
            (shadow, "cluster show", "Count: 3 nodes"),
            (shadow, "cluster status", @"ready +yes"),
            (shadow, "cluster down-unreachable", "No member is unreachable"),
            (shadow, "cluster-sharding list-regions", $@"shadow +akka\.tcp://actorproxy@127\.0\.0\.1:{shadow.RemotePort} "),
            (shadow, "cluster-sharding list-shards", ""),
            (shadow, "cluster-sharding region-stats", ""),
            (Cluster.Edges[0], "cluster-sharding region-stats", "This node hosts no shard"),
            (shadow, "remote show", $@"127\.0\.0\.1:{Cluster.Edges[0].RemotePort} +ok"),
            (shadow, "actor hierarchy /user", "^/user/pbm$"),
            (shadow, "log peek", "Node started"),
            (shadow, "log level", "^information"),
            (shadow, "shadow list", "shop-shadow"),
            (shadow, "shadow show shop-shadow", @"timeout +3,000 ms"),
            (shadow, "shadow stats", "shop-shadow"),
            (shadow, "shadow stats shop-shadow", "offered"),
            (shadow, "shadow weight shop-shadow 25", @"25 % \(configured 50 %\)"),
            (shadow, "shadow pause shop-shadow", "paused"),
            (shadow, "shadow resume shop-shadow", "25 %"),
            (shadow, "mapping list", "shop-shadow"),
            (shadow, "mapping show shop", "^production shop"),
            (shadow, "mapping test /shop/x?y=1", "copied to shop-shadow"),
            (shadow, "mapping check", "in force"),
            (shadow, "mapping errors", ""),
            (shadow, "mapping reload", "in force already"),
            (shadow, "mapping status", "All nodes have the same resources in force"),
            (shadow, "metrics show", "shop-shadow"),
            (shadow, "metrics nodes", $@"127\.0\.0\.1:{Cluster.Edges[0].RemotePort} +edge +live"),
            (shadow, "help mapping test", "-header"),
        ];
        var texts = await RunAllAsync(answers.Select(answer => (answer.Node, answer.Command)), atOnce: 1);
        foreach (var ((_, command, expected), (exit, text)) in answers.Zip(texts))
            Assert.True(exit == 0 && Regex.IsMatch(text, expected, RegexOptions.Multiline), $"{command}: exit code {exit}, no '{expected}' in\n{text}");

        var withJson = answers.Where(answer => !answer.Command.StartsWith("help", StringComparison.Ordinal)).ToList();
        var jsons = await RunAllAsync(withJson.Select(answer => (answer.Node, answer.Command + " --json")), atOnce: 2);
        foreach (var ((_, command, _), (exit, text)) in withJson.Zip(jsons))
            Assert.True(exit == 0 && IsJson(text), $"{command} --json: exit code {exit}:\n{text}");
    }

    private async Task FollowAsync()
    {
        await using var log = Start(Cluster.Shadows[0], "log tail -n 0 -grep minimum");
        await using var members = Start(Cluster.Shadows[0], "cluster tail");
        await using var connections = Start(Cluster.Shadows[0], "remote tail");
        await using var status = Start(Cluster.Shadows[0], "mapping status -watch");
        await Eventually.Async(() => members.Output.Contains(" up ", StringComparison.Ordinal), Deadline, "the members are told");
        await Eventually.Async(() => status.Output.Split("All nodes").Length > 2, Deadline, "the status was shown twice");

        // Again and again, as only what is logged after the tail has begun is shown.
        await Eventually.Async(
            async () =>
            {
                Assert.Equal(0, (await RunAsync(Cluster.Shadows[0], "log level information")).Exit);
                return log.Output.Contains("The minimum log level is information", StringComparison.Ordinal);
            },
            Deadline,
            "the log is followed");
        foreach (var stream in new[] { log, members, connections, status })
            stream.Interrupt();
        Assert.Equal(0, await log.ExitAsync(Deadline));
        Assert.Equal(0, await members.ExitAsync(Deadline));
        Assert.Equal(0, await status.ExitAsync(Deadline));
        await connections.ExitAsync(Deadline);
    }

    private async Task LeaveAndJoinAsync()
    {
        var leaving = Cluster.Shadows[1];
        var (refused, why) = await RunAsync(leaving, "cluster join");
        Assert.True(refused == 1 && why.Contains("leave first", StringComparison.Ordinal), why);

        Assert.Equal(0, (await RunAsync(leaving, "cluster leave")).Exit);
        await Eventually.Async(
            () => RunAsync(leaving, "cluster status"), answer => answer.Output.Contains("has left the cluster", StringComparison.Ordinal), Deadline, "the node has left");
        var (tailed, log) = await RunAsync(leaving, "log peek -n 3");
        Assert.True(tailed == 0 && log.Contains("has left the cluster", StringComparison.Ordinal), log);

        var (joined, joining) = await RunAsync(leaving, $"cluster join 127.0.0.1:{Cluster.Edges[0].RemotePort}");
        Assert.True(joined == 0, joining);
        await Cluster.StableAsync();
    }

    private async Task ExitAsync()
    {
        var ending = Cluster.Shadows[1];
        Assert.Equal(0, (await RunAsync(ending, "cluster exit")).Exit);
        await Eventually.Async(() => !ending.IsRunning, Deadline, "the process has ended");
        await Eventually.Async(Cluster.Shadows[0].Admin.ReadClusterAsync, cluster => cluster.Members.Count == 2, Deadline, "it has left the cluster");

        var gone = $"127.0.0.1:{ending.RemotePort}";
        var (exit, text) = await RunAsync(Cluster.Shadows[0], $"cluster down {gone}");
        Assert.True(exit == 1 && text.Contains($"there is no member '{gone}'", StringComparison.Ordinal), text);
    }

    private static async Task<IReadOnlyList<(int Exit, string Output)>> RunAllAsync(IEnumerable<(TestNode Node, string Command)> commands, int atOnce)
    {
        var results = new List<(int Exit, string Output)>();
        foreach (var pair in commands.Chunk(atOnce))
            results.AddRange(await Task.WhenAll(pair.Select(one => RunAsync(one.Node, one.Command))));
        return results;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(TestNode node, string command)
    {
        await using var pbm = Start(node, command);
        return (await pbm.ExitAsync(Deadline), pbm.Output);
    }

    private static ProgramProcess Start(TestNode node, string command) =>
        ProgramProcess.Start($"pbm {command}", BuiltPrograms.Pbm, [$"127.0.0.1:{node.AdminPort}", .. command.Split(' ')]);
}
