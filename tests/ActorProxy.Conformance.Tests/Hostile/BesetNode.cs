using System.Text;
using ActorProxy.Conformance.Tests.Client;
using ActorProxy.Conformance.Tests.Running;
using ActorProxy.Conformance.Tests.Upstreams;

namespace ActorProxy.Conformance.Tests.Hostile;

/// <summary>A node with one good production Mapping and its shadow, which go on being used whatever lies beside them.</summary>
public sealed class BesetNode : IAsyncLifetime
{
    private const string GoodFile = "good.yaml";

    private const string Good =
        """
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: good }
        spec: { hostname: good.tests, prefix: /, service: production }
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: good-shadow }
        spec: { hostname: good.tests, prefix: /, service: shadow, shadow: true }

        """;

    private readonly Script _script = new();
    private readonly List<string> _others = [];
    private UpstreamSet? _upstreams;
    private NodeUnderTest? _node;
    private string _generation = "";
    private int _sent;

    private NodeUnderTest Node => _node!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _upstreams = await UpstreamSet.StartAsync(_script);
        _node = NodeUnderTest.Create();
        WriteGood(Good);
        await Node.StartAsync(_upstreams.ServicesFile($"127.0.0.1:{Node.Port}"));
        _generation = (await Node.ReadDiagnosticsAsync()).Generation;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
        if (_upstreams is not null)
            await _upstreams.DisposeAsync();
    }

    /// <summary>Puts a file beside the good one.</summary>
    internal void Write(string file, byte[] content)
    {
        Node.Write(file, content);
        if (!_others.Contains(file))
            _others.Add(file);
    }

    /// <summary>Breaks the good file in its middle.</summary>
    internal void BreakGood() => WriteGood(Good[..^40] + "\n  ]]]");

    /// <summary>Waits until the node has read everything written so far, using it all the while.</summary>
    internal Task<Diagnostics> ReadAllAsync()
    {
        // A file that surely is worth a finding tells.
        var last = $"zz-last-{_others.Count}.yaml";
        Write(last, "broken: ["u8.ToArray());
        return UntilAsync(diagnostics => diagnostics.In(last).Count > 0, $"{last} was read");
    }

    /// <summary>Waits until the node's findings are as wanted, using it all the while.</summary>
    internal Task<Diagnostics> UntilAsync(Func<Diagnostics, bool> condition, string because) => WhileServingAsync(Node.DiagnosedAsync(condition, because));

    /// <summary>Takes away what was written, waits until all is as in the beginning, and looks whether every request was copied.</summary>
    internal async Task RestoreAsync()
    {
        foreach (var file in _others)
            Node.Delete(file);
        _others.Clear();
        WriteGood(Good);
        await UntilAsync(diagnostics => diagnostics.Errors.Count == 0 && diagnostics.Generation == _generation, "all is as in the beginning");

        var shadow = Assert.Single(await Node.SettledAsync("good-shadow"));
        Assert.Equal((_sent, _sent), (shadow.Of("offered"), shadow.Of("answered")));
        Assert.Equal(_sent, _script.ReceiptsOf("good").Count(receipt => receipt.Upstream == "shadow"));
    }

    private void WriteGood(string text) => Node.Write(GoodFile, Encoding.UTF8.GetBytes(text));

    private async Task<T> WhileServingAsync<T>(Task<T> awaited)
    {
        await using var client = new CaseClient(Node.Port, http2: false);
        do
        {
            var marker = new RequestMarker("good", 1, ++_sent);
            var reply = await client.SendAsync(new OutgoingRequest
            {
                Line = "GET /x",
                Host = "good.tests",
                Headers = [new(RequestMarker.HeaderName, marker.ToString())],
            });

            Assert.Equal((200, "production"), (reply.Status, reply.Body));
        }
        while (!awaited.IsCompleted);

        return await awaited;
    }
}
