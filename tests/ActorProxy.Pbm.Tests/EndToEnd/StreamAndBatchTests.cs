using System.Runtime.InteropServices;
using ActorProxy.Admin.Tests.Fakes;

namespace ActorProxy.Pbm.Tests.EndToEnd;

public sealed partial class StreamAndBatchTests : IAsyncLifetime
{
    private const int SigInt = 2;

    private readonly AdminFixture _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Watch_shows_the_figures_again_until_interrupted_and_ends_with_0()
    {
        using var pbm = PbmProcess.Start(Host, "shadow", "stats", "-watch", "--json");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Contains("\"offered\":1234", await pbm.Output.ReadLineAsync(limit.Token), StringComparison.Ordinal);

        _node.Metrics.Report = FakeMetricsView.Sample() with { OldestAge = TimeSpan.FromMilliseconds(7) };
        string? line;
        do
            line = await pbm.Output.ReadLineAsync(limit.Token);
        while (line is not null && !line.Contains("\"oldest_age_ms\":7}", StringComparison.Ordinal));

        Assert.NotNull(line);
        Assert.Equal(0, Kill(pbm.Id, SigInt));
        Assert.Equal(0, (await pbm.EndAsync()).Code);
    }

    [Fact]
    public async Task A_node_that_stops_ends_a_watch_with_an_error()
    {
        using var pbm = PbmProcess.Start(Host, "shadow", "stats", "-watch", "--json");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.NotNull(await pbm.Output.ReadLineAsync(limit.Token));

        await _node.Server.StopAsync(limit.Token);
        var result = await pbm.EndAsync();
        Assert.Equal(2, result.Code);
        Assert.Equal("pbm: the node is shutting down\n", result.Errors);
    }

    [Fact]
    public async Task Lines_from_standard_input_run_one_after_the_other()
    {
        var result = await PbmProcess.RunAsync(Host, [], """
            # before the release
            shadow pause all -reason "release 1.2"

            shadow weight checkout-shadow 5
            shadow resume all
            """);

        Assert.Equal(0, result.Code);
        Assert.Equal([null, "checkout-shadow", null], _node.Control.Changes.Select(change => change.Shadow));
        Assert.Equal("release 1.2", _node.Control.Changes[0].Reason);
        Assert.False(_node.Control.Current.AllPaused);
    }

    [Fact]
    public async Task Lines_from_standard_input_stop_at_the_first_that_fails()
    {
        var result = await PbmProcess.RunAsync(Host, [], "shadow pause nope\nshadow pause all\n");

        Assert.Equal(1, result.Code);
        Assert.EndsWith("pbm: stopped at line 1: shadow pause nope\n", result.Errors, StringComparison.Ordinal);
        Assert.Empty(_node.Control.Changes);
    }

    [Theory]
    [InlineData("shadow", 64)]
    [InlineData("shadow pause \"all", 64)]
    [InlineData("exit\nshadow pause nope", 0)]
    [InlineData("", 0)]
    public async Task Lines_from_standard_input_have_the_same_exit_codes(string lines, int code) =>
        Assert.Equal(code, (await PbmProcess.RunAsync(Host, [], lines)).Code);

    [Fact]
    public async Task Lines_of_a_file_run_and_the_one_that_fails_is_named_by_its_number()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "# a comment\nshadow pause other-shadow\n\nshadow pause nope\nshadow pause all\n");
            var result = await PbmProcess.RunAsync(Host, ["-f", file]);

            Assert.Equal(1, result.Code);
            Assert.EndsWith("pbm: stopped at line 4: shadow pause nope\n", result.Errors, StringComparison.Ordinal);
            Assert.Equal("other-shadow", Assert.Single(_node.Control.Changes).Shadow);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_64()
    {
        var result = await PbmProcess.RunAsync(Host, ["-f", "/nowhere/commands.txt"]);
        Assert.Equal(64, result.Code);
        Assert.Contains("/nowhere/commands.txt", result.Errors, StringComparison.Ordinal);
    }

    private string Host => new Uri(_node.Url).Authority;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
