using ActorProxy.Deploy.Tests.Support;

namespace ActorProxy.Deploy.Tests.Packages;

/// <summary>What <c>deploy/package.sh</c> makes, once for all tests. Compiled ahead of time it would take a minute more and do the same.</summary>
public sealed class BuiltPackages : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>Where everything is; also what is not root can read it.</summary>
    public string Folder { get; } = Path.Combine("/var/tmp", $"actorproxy-packages-{Environment.ProcessId}");

    /// <summary>The archive.</summary>
    public string Archive => Directory.EnumerateFiles(Folder, "*.tar.gz").Single();

    /// <summary>The Debian package.</summary>
    public string Package => Directory.EnumerateFiles(Folder, "*.deb").Single();

    public async Task InitializeAsync()
    {
        var run = await CommandRun.RunAsync(Limit, Path.Combine(Repository.Root, "deploy", "package.sh"), "--no-ready-to-run", "--output", Folder);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}

[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<BuiltPackages>
{
    public const string Name = "packages";
}
