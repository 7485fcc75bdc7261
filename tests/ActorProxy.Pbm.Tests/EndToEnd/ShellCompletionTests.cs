using System.Diagnostics;
using ActorProxy.Admin.Tests.Fakes;

namespace ActorProxy.Pbm.Tests.EndToEnd;

/// <summary>Completion in shells: the words that pbm gives, and the bash script in bash itself.</summary>
public sealed class ShellCompletionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly AdminFixture _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Theory]
    [InlineData("pbm sha", "shadow")]
    [InlineData("pbm shadow we", "weight")]
    [InlineData("pbm shadow pause ", "-reason --json all checkout-shadow other-shadow")]
    [InlineData("pbm shadow stats -w", "-watch")]
    [InlineData("pbm --json mapping show che", "checkout checkout-canary checkout-shadow")]
    [InlineData("pbm help map", "mapping")]
    [InlineData("pbm completion f", "fish")]
    [InlineData("pbm --v", "--version")]
    [InlineData("pbm nonsense ", "")]
    public async Task Complete_gives_the_words_that_fit(string line, string words)
    {
        var result = await PbmProcess.RunAsync(Host, ["complete", line]);

        Assert.Equal(0, result.Code);
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), result.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_address_in_the_line_says_whom_to_ask()
    {
        var result = await PbmProcess.RunAsync("127.0.0.1:1", ["complete", $"pbm {Host} shadow res"]);
        Assert.Equal(["resume"], result.Lines);
    }

    [Fact]
    public async Task Without_a_node_there_is_no_error_only_pbms_own_words()
    {
        var result = await PbmProcess.RunAsync("127.0.0.1:1", ["complete", "pbm "]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Equal(["completion", "help"], result.Lines);
    }

    [Fact]
    public async Task Bash_completes_by_the_script()
    {
        var output = await BashAsync("""
            pbm() { dotnet "$PBM_ASSEMBLY" "$@"; }
            source <(pbm completion bash)
            complete -p pbm
            press() {
                COMP_LINE="$1"; COMP_POINT=${#1}; COMP_WORDS=($1); COMPREPLY=()
                _pbm
                echo "$1 -> ${COMPREPLY[*]}"
            }
            press "pbm shadow we"
            press "pbm shadow pause oth"
            press "pbm cluster down akka.tcp://actorproxy@127.0.0.1:405"
            """);

        Assert.Equal(
            """
            complete -o default -F _pbm pbm
            pbm shadow we -> weight
            pbm shadow pause oth -> other-shadow
            pbm cluster down akka.tcp://actorproxy@127.0.0.1:405 -> 4053 4054 4055

            """,
            output);
    }

    [Theory]
    [InlineData("zsh", "compdef _pbm pbm")]
    [InlineData("fish", "complete -c pbm")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName pbm")]
    public async Task Other_shells_have_a_script_too(string shell, string line)
    {
        var result = await PbmProcess.RunAsync("127.0.0.1:1", ["completion", shell]);
        Assert.Equal(0, result.Code);
        Assert.Contains(line, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_that_is_not_known_is_64()
    {
        var result = await PbmProcess.RunAsync("127.0.0.1:1", ["completion", "tcsh"]);
        Assert.Equal(64, result.Code);
        Assert.Contains("bash, zsh, fish, pwsh", result.Errors, StringComparison.Ordinal);
    }

    private string Host => new Uri(_node.Url).Authority;

    private async Task<string> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-c", script]) { RedirectStandardOutput = true };
        start.Environment["PBM_ASSEMBLY"] = typeof(ExitCode).Assembly.Location;
        start.Environment["PBM_HOST"] = Host;
        using var bash = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var output = await bash.StandardOutput.ReadToEndAsync(limit.Token);
        await bash.WaitForExitAsync(limit.Token);
        return output;
    }
}
