using System.Text.Json;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>The <c>pbm</c> client against a live cluster.</summary>
[Collection(SharedClusterCollection.Name)]
public class PbmTests(SharedCluster shared)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Cluster_show_lists_every_node()
    {
        var (exit, output) = await RunAsync("cluster", "show");

        Assert.Equal(0, exit);
        foreach (var node in shared.Cluster.Nodes)
            Assert.Matches($@"127\.0\.0\.1:{node.RemotePort} \| \[{node.Roles}\] \| up \|", output);
        Assert.EndsWith("Count: 4 nodes", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shadow_weight_set_on_one_node_shows_on_another()
    {
        var (exit, output) = await RunAsync("shadow", "weight", "commanded-shadow", "12.5");

        Assert.True(exit == 0, output);
        await Eventually.Async(
            shared.Cluster.Shadows[1].Admin.ReadMetricsAsync,
            m => m.Shadow("commanded-shadow").EffectiveWeight == 12.5,
            Deadline,
            "the weight is in force on another node");
        var (_, list) = await RunAsync("shadow", "list");
        Assert.Matches("commanded-shadow.*12.5", list);
    }

    [Fact]
    public async Task Pause_all_and_resume_all_reach_every_node()
    {
        var (paused, pauseOutput) = await RunAsync("shadow", "pause", "all");
        Assert.True(paused == 0, pauseOutput);
        await EveryNodeAsync(m => m.Shadow("commanded-shadow").Paused && m.Shadow("steady-shadow").Paused, "everything is paused");

        var (resumed, resumeOutput) = await RunAsync("shadow", "resume", "all");
        Assert.True(resumed == 0, resumeOutput);
        await EveryNodeAsync(m => !m.Shadow("commanded-shadow").Paused && !m.Shadow("steady-shadow").Paused, "everything goes on");
    }

    [Fact]
    public async Task Json_is_for_scripts()
    {
        var (exit, output) = await RunAsync("shadow", "list", "--json");

        Assert.True(exit == 0, output);
        using var json = JsonDocument.Parse(output);
        Assert.Contains("commanded-shadow", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_list_shows_production_and_shadow()
    {
        var (exit, output) = await RunAsync("mapping", "list");

        Assert.True(exit == 0, output);
        Assert.Contains("/split/", output, StringComparison.Ordinal);
        Assert.Contains("split-canary", output, StringComparison.Ordinal);
        Assert.Contains("split-shadow", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_goes_on_until_interrupted()
    {
        await using var pbm = Start(shared.Edge.AdminPort, "shadow", "stats", "commanded-shadow", "-watch");
        await Eventually.Async(
            () => pbm.Output.Split("commanded-shadow").Length > 2, Deadline, "the numbers have been shown twice");

        pbm.Interrupt();

        Assert.Equal(0, await pbm.ExitAsync(Deadline));
    }

    [Theory]
    [InlineData(1, "shadow", "pause", "nobody-shadow")]
    [InlineData(1, "shadow", "weight", "commanded-shadow", "101")]
    [InlineData(64, "shadow", "colour")]
    public async Task Failures_have_exit_codes(int expected, params string[] command)
    {
        var (exit, output) = await RunAsync(command);

        Assert.True(exit == expected, $"exit code {exit}: {output}");
        Assert.NotEmpty(output);
    }

    [Fact]
    public async Task No_node_at_that_address_is_exit_code_two()
    {
        var (exit, output) = await RunAtAsync(FreePorts.Take(), "cluster", "show");

        Assert.True(exit == 2, $"exit code {exit}: {output}");
    }

    private async Task EveryNodeAsync(Func<MetricsAnswer, bool> holds, string what)
    {
        foreach (var node in shared.Cluster.Nodes)
            await Eventually.Async(node.Admin.ReadMetricsAsync, holds, Deadline, $"{what} on {node.Name}");
    }

    private Task<(int Exit, string Output)> RunAsync(params string[] command) => RunAtAsync(shared.Cluster.Shadows[0].AdminPort, command);

    private static async Task<(int Exit, string Output)> RunAtAsync(int port, params string[] command)
    {
        await using var pbm = Start(port, command);
        return (await pbm.ExitAsync(Deadline), pbm.Output);
    }

    private static ProgramProcess Start(int port, params string[] command) =>
        ProgramProcess.Start("pbm", BuiltPrograms.Pbm, [$"127.0.0.1:{port}", .. command]);
}
