using System.CommandLine;
using ActorProxy.Node.Checking;
using ActorProxy.Node.Demo;
using ActorProxy.Node.Running;

namespace ActorProxy.Node.Tests;

public sealed class UsageFaultsTests
{
    [Theory]
    [InlineData("run --mapings x", "actorproxy: unknown option '--mapings', did you mean '--mappings'?", "actorproxy run --help")]
    [InlineData("rnu", "actorproxy: unknown command 'rnu', did you mean 'run'?; known: run, check, demo", "actorproxy --help")]
    [InlineData("", "actorproxy: a command is needed: run, check, demo", "actorproxy --help")]
    [InlineData("run now", "actorproxy: 'now' belongs to nothing here", "actorproxy run --help")]
    [InlineData("demo --nodes 1", "actorproxy: --nodes must be between 2 and 16.", "actorproxy demo --help")]
    public void A_line_for_the_fault_and_one_that_says_where_help_is(string line, string fault, string help)
    {
        var root = new RootCommand("test") { RunCommand.Create(), CheckCommand.Create(), DemoCommand.Create() };
        var error = new StringWriter { NewLine = "\n" };

        Assert.Equal(64, UsageFaults.Report(root.Parse(line), error));

        Assert.Equal($"{fault}\nSee '{help}'.\n", error.ToString());
    }

    [Fact]
    public void An_argument_that_is_missing_is_named()
    {
        var error = new StringWriter();

        UsageFaults.Report(new RootCommand("test") { CheckCommand.Create() }.Parse("check"), error);

        Assert.Contains("'PATH' missing", error.ToString(), StringComparison.Ordinal);
    }
}
