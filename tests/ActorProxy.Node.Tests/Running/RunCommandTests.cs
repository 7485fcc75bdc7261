using ActorProxy.Node.Running;

namespace ActorProxy.Node.Tests.Running;

public sealed class RunCommandTests
{
    [Theory]
    [InlineData("--kubernetes")]
    [InlineData("--kubernetes", "true")]
    [InlineData("--kubernetes=true", "--kubernetes-endpoints", "false")]
    [InlineData("--kubernetes", "--kubernetes-namespace", "shop", "--kubernetes-namespace", "pay")]
    public async Task A_flag_stands_alone_or_with_its_value(params string[] arguments)
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var (error, before) = (new StringWriter(), Console.Error);
        Console.SetError(error);
        try
        {
            // It gets as far as the kubeconfig: the flags were understood.
            Assert.Equal(1, await RunCommand.Create().Parse([.. arguments, "--kubeconfig", missing]).InvokeAsync());
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains(missing, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_none_of_a_flag_ends_the_start() =>
        Assert.Equal(1, await RunCommand.Create().Parse(["--kubernetes", "maybe"]).InvokeAsync());
}
