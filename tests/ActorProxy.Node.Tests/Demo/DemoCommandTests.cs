using ActorProxy.Node.Demo;

namespace ActorProxy.Node.Tests.Demo;

public class DemoCommandTests
{
    [Theory]
    [InlineData("--duration soon", "is not a duration")]
    [InlineData("--nodes 1", "--nodes must be between 2 and 16")]
    [InlineData("--nodes 17", "--nodes must be between 2 and 16")]
    [InlineData("--rate 0", "--rate must be between 1 and 10000")]
    [InlineData("--edge-port 70000", "--edge-port must be between 1 and 65535")]
    [InlineData("--colour red", "--colour")]
    public void Parse_BadOption_SaysWhatIsWrong(string line, string expected)
    {
        var errors = DemoCommand.Create().Parse(line).Errors;

        Assert.Contains(errors, e => e.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_AllOptions_AreAccepted()
    {
        var parsed = DemoCommand.Create().Parse(
            "--duration 20s --nodes 6 --rate 500 --edge-port 18080 --admin-port 19110 --remote-port 14053 --service-port 17001");

        Assert.Empty(parsed.Errors);
        Assert.Equal(TimeSpan.FromSeconds(20), parsed.GetValue<TimeSpan?>("--duration"));
        Assert.Equal(6, parsed.GetValue<int>("--nodes"));
    }

    [Fact]
    public void Parse_NoOptions_UsesTheStandardPortsAndRunsUntilStopped()
    {
        var parsed = DemoCommand.Create().Parse(string.Empty);

        Assert.Empty(parsed.Errors);
        Assert.Null(parsed.GetValue<TimeSpan?>("--duration"));
        Assert.Equal((8080, 9110, 4053), (parsed.GetValue<int>("--edge-port"), parsed.GetValue<int>("--admin-port"), parsed.GetValue<int>("--remote-port")));
    }
}
