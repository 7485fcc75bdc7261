using ActorProxy.Admin;
using ActorProxy.Admin.Tests.Fakes;
using Akka.Actor;

namespace ActorProxy.Pbm.Tests.EndToEnd;

/// <summary>The interactive mode in a real terminal.</summary>
public sealed class InteractiveTests : IAsyncLifetime
{
    private const string Prompt = "pbm> ";
    private const string CtrlC = "\u0003";
    private const string CtrlD = "\u0004";
    private const string Up = "\e[A";

    private readonly AdminFixture _node = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("pbm-tests-").FullName;

    public Task InitializeAsync() => _node.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Tab_completes_palettes_commands_and_names_of_shadows()
    {
        await using var terminal = await StartAsync();
        var typed = await terminal.TypeAsync("sha\tpa\tch\t\r");

        await terminal.SeesAsync("checkout-shadow: 10 %, paused", typed);
        Assert.Equal("checkout-shadow", Assert.Single(_node.Control.Changes).Shadow);
    }

    [Fact]
    public async Task A_watch_is_shown_in_place_and_CtrlC_leads_back_to_the_prompt()
    {
        await using var terminal = await StartAsync();
        var typed = await terminal.TypeAsync("shadow stats -watch\r");
        await terminal.SeesAsync("\e[2J\e[H", typed);
        await terminal.SeesAsync("every second", typed);

        var pressed = await terminal.TypeAsync(CtrlC);
        await terminal.SeesAsync(Prompt, pressed);
        var listed = await terminal.TypeAsync("cluster show\r");
        await terminal.SeesAsync("Count: 3 nodes", listed);
        Assert.Contains("\e[32mup\e[0m", terminal.Screen[listed..], StringComparison.Ordinal);
        await terminal.TypeAsync(CtrlD);
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task NO_COLOR_leaves_the_text_as_it_is()
    {
        await using var terminal = await StartAsync(("NO_COLOR", "1"));
        var typed = await terminal.TypeAsync("cluster show\r");
        await terminal.SeesAsync("Count: 3 nodes", typed);
        Assert.DoesNotContain("\e[32m", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_an_earlier_session_come_back_with_the_arrow_key()
    {
        await using (var first = await StartAsync())
        {
            var typed = await first.TypeAsync("shadow pause other-shadow\r");
            await first.SeesAsync("other-shadow: 0.5 %, paused", typed);
            await first.TypeAsync("exit\r");
            Assert.Equal(0, await first.EndAsync());
        }

        await using var second = await StartAsync();
        var recalled = await second.TypeAsync(Up + Up);
        await second.SeesAsync("shadow pause other-shadow", recalled);
        var run = await second.TypeAsync("\r");
        await second.SeesAsync("other-shadow: 0.5 %, paused", run);
        Assert.Equal(2, _node.Control.Changes.Count);
    }

    [Fact]
    public async Task A_node_that_went_away_is_told_and_waited_for()
    {
        await using var terminal = await StartAsync();
        var url = _node.Url;
        await _node.Server.StopAsync();
        await _node.Server.DisposeAsync();

        var typed = await terminal.TypeAsync("cluster show\r");
        await terminal.SeesAsync("trying again every second, Ctrl-C gives up", typed);
        await using var again = await AdminServer.StartAsync(new AdminOptions { Url = url }, _node.Cluster, _node.Metrics, _node.Control, _node.Routes);
        await terminal.SeesAsync("again\r\n", typed);
        await terminal.SeesAsync("Count: 3 nodes", typed);
    }

    [Fact]
    public async Task A_watch_goes_on_when_its_node_is_back()
    {
        await using var terminal = await StartAsync();
        var url = _node.Url;
        var typed = await terminal.TypeAsync("cluster show -watch\r");
        await terminal.SeesAsync("Count: 3 nodes", typed);

        await _node.Server.StopAsync();
        await _node.Server.DisposeAsync();
        await terminal.SeesAsync("trying again every second", typed);
        var away = terminal.Screen.Length;
        using var system = ActorSystem.Create("back", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
        _node.Cluster.Start(system);
        await using var again = await AdminServer.StartAsync(new AdminOptions { Url = url }, _node.Cluster, _node.Metrics, _node.Control, _node.Routes);
        await terminal.SeesAsync("Count: 3 nodes", away);
    }

    [Fact]
    public async Task Waiting_for_a_node_can_be_given_up()
    {
        await using var terminal = await StartAsync();
        await _node.Server.StopAsync();
        await _node.Server.DisposeAsync();

        var typed = await terminal.TypeAsync("cluster show\r");
        await terminal.SeesAsync("Ctrl-C gives up", typed);
        var pressed = await terminal.TypeAsync(CtrlC);
        await terminal.SeesAsync(Prompt, pressed);
    }

    [Fact]
    public async Task Somebody_who_waits_sees_it_and_a_pipe_does_not()
    {
        var slow = new TaskCompletionSource();
        _node.Metrics.Held = slow.Task;
        await using var terminal = await StartAsync();
        var typed = await terminal.TypeAsync("mapping status\r");
        await terminal.SeesAsync("waiting for 127.0.0.1", typed);
        slow.SetResult();
        await terminal.SeesAsync("not told yet", typed);

        _node.Metrics.Held = Task.Delay(TimeSpan.FromSeconds(2));
        var piped = await PbmProcess.RunAsync(new Uri(_node.Url).Authority, ["mapping", "status"]);
        Assert.Equal((0, ""), (piped.Code, piped.Errors));
        Assert.Contains("The nodes do not agree", piped.Output, StringComparison.Ordinal);
    }

    private async Task<TerminalSession> StartAsync(params (string Name, string Value)[] environment)
    {
        var terminal = TerminalSession.Start(new Uri(_node.Url).Authority, Path.Combine(_directory, "state", "history"), environment);
        await terminal.SeesAsync(Prompt);
        return terminal;
    }
}
