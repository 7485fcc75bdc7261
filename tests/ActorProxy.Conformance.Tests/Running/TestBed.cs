using System.Text;
using ActorProxy.Conformance.Tests.Model;
using ActorProxy.Conformance.Tests.Upstreams;

namespace ActorProxy.Conformance.Tests.Running;

/// <summary>The upstreams, and the nodes with the resources of all cases in force at once: cases are kept apart by their hosts, or by their prefixes.</summary>
public sealed class TestBed : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("actorproxy-conformance-files-").FullName;
    private readonly Dictionary<string, (NodeUnderTest Node, Diagnostics Diagnostics)> _nodes = [];
    private Dictionary<string, ConformanceCase> _cases = [];
    private UpstreamSet? _upstreams;

    internal Script Script { get; } = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _upstreams = await UpstreamSet.StartAsync(Script);
        _upstreams.WriteCertificates(_files);
        _cases = CaseFiles.ReadAll(new Dictionary<string, string> { ["files"] = _files }).ToDictionary(found => found.Path);
        foreach (var found in _cases.Values)
            Script.Add(found);

        var nodes = new Dictionary<string, NodeUnderTest>
        {
            ["default"] = NodeUnderTest.Create(),
            ["blue"] = NodeUnderTest.Create("--ambassador-id", "blue", "--namespace", "edge"),
        };
        await Task.WhenAll(nodes.Select(node => StartAsync(node.Key, node.Value)));
        foreach (var (name, node) in nodes)
            _nodes.Add(name, (node, await node.ReadDiagnosticsAsync()));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var (node, _) in _nodes.Values)
            await node.DisposeAsync();
        if (_upstreams is not null)
            await _upstreams.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    /// <summary>The node that most cases run on.</summary>
    internal NodeUnderTest DefaultNode => _nodes["default"].Node;

    /// <summary>What it says of its resources.</summary>
    internal Diagnostics DefaultDiagnostics => _nodes["default"].Diagnostics;

    /// <summary>Runs a case.</summary>
    /// <returns>What is not as expected.</returns>
    internal async Task<IReadOnlyList<string>> RunAsync(string path)
    {
        var found = _cases[path];
        var (node, diagnostics) = _nodes[found.Node];
        return await new CaseRun(found, node, diagnostics, Script).RunAsync();
    }

    private Task StartAsync(string name, NodeUnderTest node)
    {
        foreach (var found in _cases.Values.Where(found => found.Node == name))
            node.Write($"{found.Id}.yaml", Encoding.UTF8.GetBytes(found.Resources));
        return node.StartAsync(_upstreams!.ServicesFile($"127.0.0.1:{node.Port}"));
    }
}
