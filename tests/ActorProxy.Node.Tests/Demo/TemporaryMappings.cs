namespace ActorProxy.Node.Tests.Demo;

/// <summary>A directory with one Mapping file, removed at the end.</summary>
internal sealed class TemporaryMappings : IDisposable
{
    public TemporaryMappings() => File.WriteAllText(Path.Combine(Directory, "one.yaml"), "# one\n");

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("actorproxy-demo-tests-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
