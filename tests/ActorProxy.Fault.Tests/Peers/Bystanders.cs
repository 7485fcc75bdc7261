using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Fault.Tests.Peers;

/// <summary>Who does nothing wrong while others do: clients of another Mapping, their production and shadow, and the nodes themselves.</summary>
internal sealed class Bystanders : IAsyncDisposable
{
    private const double Rate = 50;

    private const string Mapping = "others-shadow";

    private readonly PeersBed _bed;
    private readonly string _path;
    private readonly Footprints[] _nodes;
    private readonly LoadGenerator _load;
    private readonly CopyMemoryWatch _copies;
    private readonly long _offered;

    private Bystanders(PeersBed bed, string name, long offered)
    {
        (_bed, _path, _offered) = (bed, $"/others/{name}", offered);
        _nodes = [new Footprints(bed.Edge), new Footprints(bed.Dispatcher)];
        _copies = CopyMemoryWatch.Start([bed.Edge]);
        _load = LoadGenerator.Start(Rate, bed.Edge.EdgeUrl + _path);
    }

    /// <summary>Lets them begin, and returns once they are at work.</summary>
    /// <param name="bed">Where.</param>
    /// <param name="name">Name of the test.</param>
    public static async Task<Bystanders> StartAsync(PeersBed bed, string name)
    {
        var bystanders = new Bystanders(bed, name, (await bed.Edge.SettledAsync(Mapping, 0)).Offered);
        await bystanders.GoOnAsync(seconds: 0.2);
        return bystanders;
    }

    /// <summary>Lets them go on for a while.</summary>
    public Task GoOnAsync(double seconds) => _load.MoreAsync((long)(seconds * Rate));

    /// <summary>Lets them end, and checks that every request was answered and copied, each once, and that nothing is left over.</summary>
    /// <returns>Figures.</returns>
    public async Task<string> CheckAsync()
    {
        var report = await _load.StopAsync();
        report.AssertAllAnswered();
        var settled = await _bed.Edge.SettledAsync(Mapping, _offered + report.Sent);
        Assert.Equal(_offered + report.Sent, settled.Outcome("answered"));
        var received = _bed.CopiesOf(_path + "?").ConvertAll(request => request.Target);
        Assert.Equal(report.Sent, received.Count);
        Assert.Equal(report.Sent, received.Distinct().Count());

        var copies = await _copies.StopAsync();
        _load.CloseConnections();
        foreach (var node in _nodes)
            await node.CheckAsync();
        return $"others: {report.Sent} answered and copied, slowest {report.Latencies[^1].TotalMilliseconds:0} ms, half within {report.Quantile(0.5).TotalMilliseconds:0.0} ms; "
            + $"copies took at most {copies / 1024} KiB; {string.Join("; ", _nodes.AsEnumerable())}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _load.DisposeAsync();
        await _copies.DisposeAsync();
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }
}
