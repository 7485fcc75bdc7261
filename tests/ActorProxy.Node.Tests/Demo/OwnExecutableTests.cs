using ActorProxy.Node.Demo.Processes;

namespace ActorProxy.Node.Tests.Demo;

public class OwnExecutableTests
{
    [Fact]
    public void Start_ByItsOwnExecutable_UsesItAgain()
    {
        var start = OwnExecutable.Start("/opt/actorproxy/actorproxy", "/opt/actorproxy", "actorproxy", ["run", "--roles", "edge"]);

        Assert.Equal("/opt/actorproxy/actorproxy", start.FileName);
        Assert.Equal(["run", "--roles", "edge"], start.ArgumentList);
    }

    [Fact]
    public void Start_ThroughTheDotnetHost_UsesTheSameHostWithTheAssembly()
    {
        var start = OwnExecutable.Start("/usr/share/dotnet/dotnet", "/opt/actorproxy", "actorproxy", ["run"]);

        Assert.Equal("/usr/share/dotnet/dotnet", start.FileName);
        Assert.Equal(["/opt/actorproxy/actorproxy.dll", "run"], start.ArgumentList);
    }
}
