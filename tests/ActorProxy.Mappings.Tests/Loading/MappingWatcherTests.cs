using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Loading;

public sealed class MappingWatcherTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mappings").FullName;
    private readonly RouteTableStore _store = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Files_of_a_directory_are_read_at_any_depth_in_order_without_hidden_ones()
    {
        Write("b.yml", "b");
        Write("a/z.yaml", "az");
        Write("..data/a.yaml", "hidden");
        Write(".git/a.yaml", "hidden");
        Write("readme.md", "no");

        Assert.Equal(["az", "b"], MappingFiles.Read([_directory]).Select(source => source.Text));
    }

    [Fact]
    public void A_missing_path_is_a_finding_and_the_other_paths_hold()
    {
        Write("a.yaml", Tables.Mapping("a", "/a/"));
        Watcher(_directory, "/no/such/path").Refresh();

        Assert.Equal("a", _store.Current.Route(new("/a/")));
        Assert.Equal("/no/such/path", _store.Current.Single(FindingCodes.MissingPath).File);
    }

    [Fact]
    public void Refresh_swaps_only_when_the_content_is_another()
    {
        Write("a.yaml", Tables.Mapping("a", "/a/"));
        var watcher = Watcher(_directory);

        Assert.True(watcher.Refresh());
        Assert.False(watcher.Refresh());
        File.SetLastWriteTimeUtc(Path.Combine(_directory, "a.yaml"), DateTime.UtcNow.AddMinutes(1));
        Assert.False(watcher.Refresh());
        Write("a.yaml", Tables.Mapping("a", "/b/"));
        Assert.True(watcher.Refresh());
        Assert.Equal("a", _store.Current.Route(new("/b/")));
    }

    [Fact]
    public async Task A_running_watcher_sees_a_ConfigMap_swap_a_rename_and_a_removal()
    {
        // As kubelet lays out a mount: files link into ..data, which links to the version.
        Write("..v1/a.yaml", Tables.Mapping("a", "/v1/"));
        Write("..v2/a.yaml", Tables.Mapping("a", "/v2/"));
        Directory.CreateSymbolicLink(Path.Combine(_directory, "..data"), "..v1");
        File.CreateSymbolicLink(Path.Combine(_directory, "a.yaml"), Path.Combine("..data", "a.yaml"));
        using var cancellation = new CancellationTokenSource();
        var run = Watcher(_directory).Run(cancellation.Token);
        await Routed("/v1/", "a");

        Directory.Delete(Path.Combine(_directory, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(_directory, "..data"), "..v2");
        await Routed("/v2/", "a");

        Write("b.tmp", Tables.Mapping("b", "/b/"));
        File.Move(Path.Combine(_directory, "b.tmp"), Path.Combine(_directory, "b.yaml"));
        await Routed("/b/", "b");

        File.Delete(Path.Combine(_directory, "b.yaml"));
        await Routed("/b/", null);
        Assert.Equal("a", _store.Current.Route(new("/v2/")));

        await cancellation.CancelAsync();
        await run;
    }

    private async Task Routed(string path, string? name)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Check(RouteTable table)
        {
            if (table.Route(new(path)) == name)
                arrived.TrySetResult();
        }

        _store.Changed += Check;
        if (_store.IsLoaded)
            Check(_store.Current);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        _store.Changed -= Check;
    }

    private MappingWatcher Watcher(params string[] paths) => new(paths, new MappingLoader(), _store);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
