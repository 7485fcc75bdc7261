namespace ActorProxy.Testing.Processes;

/// <summary>The programs under test, as the build put them beside each other, in the same configuration as these tests.</summary>
internal static class BuiltPrograms
{
    /// <summary>The node's assembly.</summary>
    public static string Node { get; } = Find("ActorProxy.Node", "actorproxy.dll");

    /// <summary>The assembly of <c>pbm</c>.</summary>
    public static string Pbm { get; } = Find("ActorProxy.Pbm", "pbm.dll");

    private static string Find(string project, string file)
    {
        // <root>/.../<project>/bin/<configuration>/<framework>/
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!;
        var root = configuration;
        while (!File.Exists(Path.Combine(root.FullName, "ActorProxy.sln")))
            root = root.Parent ?? throw new FileNotFoundException("these tests run where they were built");
        var path = Path.Combine(root.FullName, "src", project, "bin", configuration.Name, framework.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"build {project} first", path);
    }
}
