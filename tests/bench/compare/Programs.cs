namespace ActorProxy.Bench.Compare;

/// <summary>Where the built programs are.</summary>
internal static class Programs
{
    /// <summary>The repository's top folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The node.</summary>
    public static string Node => Built("src/ActorProxy.Node", "actorproxy");

    /// <summary>YARP as a peer.</summary>
    public static string Yarp => Built("tests/bench/peers/yarp", "ActorProxy.Bench.Yarp");

    /// <summary>The constant-rate generator and the awkward upstreams.</summary>
    public static string Load => Built("tests/bench/load", "ActorProxy.Bench.Load");

    private static string Built(string project, string program)
    {
        var path = Path.Combine(Root, project, "bin/Release/net10.0", program);
        return File.Exists(path) ? path : throw new BenchException($"{path} is missing; build with tests/bench/run.sh.");
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "ActorProxy.sln"))) return directory.FullName;
        }

        throw new BenchException("The benchmark must be run from a build inside the repository.");
    }
}
