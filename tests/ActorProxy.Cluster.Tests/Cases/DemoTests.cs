using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorProxy.Testing;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>The demo, as a newcomer runs it.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly int _ports = FreePorts.TakeRow(12);
    private readonly string _directory = Directory.CreateTempSubdirectory("actorproxy-cluster-tests-").FullName;
    private ProgramProcess? _demo;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_demo is not null)
            await _demo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Demo_with_a_duration_accounts_for_every_copy_and_leaves_nothing_behind()
    {
        var demo = Start("--duration", "6s");
        var children = await ChildrenAsync(demo, 6);

        Assert.True(await demo.ExitAsync(Limit) == 0, demo.Output);

        Assert.Contains("Every request was answered, and every copy is accounted for.", demo.Output, StringComparison.Ordinal);
        foreach (var mapping in (string[])["myservice-shadow", "checkout-shadow", "catalog-shadow"])
            Assert.Matches($"{mapping} .* yes ", demo.Output);
        Assert.DoesNotContain(children, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task Demo_that_is_told_to_end_accounts_and_leaves_nothing_behind()
    {
        var demo = Start();
        await Eventually.Async(() => demo.Output.Contains("requests sent", StringComparison.Ordinal), Limit, "traffic flows");
        var children = ProcessTable.ChildrenOf(demo.Id);

        Assert.True(await demo.TerminateAsync(Limit) == 0, demo.Output);

        Assert.Contains("every copy is accounted for", demo.Output, StringComparison.Ordinal);
        Assert.Equal(6, children.Count);
        Assert.DoesNotContain(children, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task Demo_that_is_killed_takes_its_processes_along()
    {
        var demo = Start();
        var children = await ChildrenAsync(demo, 6);

        await demo.KillAsync();

        await Eventually.Async(() => !children.Any(ProcessTable.IsAlive), TimeSpan.FromSeconds(10), "the demo's processes end with it");
    }

    [Fact]
    public async Task Demo_whose_node_dies_tells_its_last_words_and_ends()
    {
        var demo = Start();
        var children = await ChildrenAsync(demo, 6);
        var victim = children.Single(c => ProcessTable.CommandLine(c).Contains($"--remote 127.0.0.1:{_ports + 9}", StringComparison.Ordinal));

        Signals.Send(victim, Signals.Kill);

        Assert.Equal(1, await demo.ExitAsync(Limit));
        Assert.Contains($"shadow-2 (process {victim}) ended by itself with exit code 137", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(children, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task Demo_with_a_taken_port_names_the_port_and_the_option()
    {
        using var taken = new TcpListener(IPAddress.Loopback, _ports + 3);
        taken.Start();
        var demo = Start();

        Assert.Equal(1, await demo.ExitAsync(Limit));

        Assert.Contains($"port {_ports + 3} (for edge-2's admin API) is already in use; choose another --admin-port", demo.Output, StringComparison.Ordinal);
    }

    private ProgramProcess Start(params string[] more)
    {
        string Port(int offset) => (_ports + offset).ToString(CultureInfo.InvariantCulture);
        return _demo = ProgramProcess.Start(
            "demo",
            BuiltPrograms.Node,
            ["demo", "--edge-port", Port(0), "--admin-port", Port(2), "--remote-port", Port(6), "--service-port", Port(10), .. more],
            new Dictionary<string, string> { ["TMPDIR"] = _directory });
    }

    private static async Task<IReadOnlyList<int>> ChildrenAsync(ProgramProcess demo, int count)
    {
        await Eventually.Async(() => demo.HasExited || ProcessTable.ChildrenOf(demo.Id).Count == count, Limit, $"the demo has {count} processes");
        Assert.False(demo.HasExited, demo.Output);
        return ProcessTable.ChildrenOf(demo.Id);
    }
}
