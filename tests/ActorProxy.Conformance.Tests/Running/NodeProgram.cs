namespace ActorProxy.Conformance.Tests.Running;

/// <summary>The program under test, as the build put it beside these tests, in the same configuration.</summary>
internal static class NodeProgram
{
    /// <summary>Its assembly.</summary>
    public static string Assembly { get; } = Find();

    private static string Find()
    {
        // <root>/tests/ActorProxy.Conformance.Tests/bin/<configuration>/<framework>/
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!;
        var root = configuration.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "src", "ActorProxy.Node", "bin", configuration.Name, framework.Name, "actorproxy.dll");
    }
}
