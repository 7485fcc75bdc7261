using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;
using BenchmarkDotNet.Attributes;

namespace ActorProxy.Benchmarks;

/// <summary>Finding the route of a request.</summary>
public class RouteLookup
{
    private const int Requests = 1024;

    private RouteTable _table = RouteTable.Empty;
    private SampleRequest[] _known = [];
    private SampleRequest[] _unknown = [];

    [Params(10, 1_000, 10_000)]
    public int Mappings { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _table = SampleMappings.Table(Mappings);
        var random = new Random(1);
        _known = [.. Enumerable.Range(0, Requests).Select(_ => SampleMappings.RequestTo(random.Next(Mappings)))];
        _unknown = [.. Enumerable.Range(0, Requests).Select(_ => SampleMappings.RequestTo(Mappings + random.Next(Mappings)))];
        if (Found() != Requests || NotFound() != 0) throw new InvalidOperationException("The table does not route as the names of the benchmarks say.");
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public int Found() => Count(_known);

    [Benchmark(OperationsPerInvoke = Requests)]
    public int NotFound() => Count(_unknown);

    private int Count(SampleRequest[] requests)
    {
        var found = 0;
        foreach (var request in requests)
        {
            if (_table.TryMatch(request, out _)) found++;
        }

        return found;
    }
}

/// <summary>Reading Mappings and compiling the table: at first, and when one of the files has changed.</summary>
public class RouteReload
{
    private readonly MappingLoader _loader = new();
    private IReadOnlyList<MappingSource> _files = [];
    private int _version;

    [Params(10, 1_000, 10_000)]
    public int Mappings { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _files = SampleMappings.Files(Mappings);
        _loader.Load(_files);
    }

    [Benchmark]
    public RouteTable Everything() => new MappingLoader().Load(_files);

    /// <summary>One file of a hundred Mappings, or of all where there are fewer, has another comment.</summary>
    [Benchmark]
    public RouteTable OneFileChanged()
    {
        var changed = _files[0] with { Text = $"{_files[0].Text}# version {_version++}\n" };
        return _loader.Load([changed, .. _files.Skip(1)]);
    }
}
