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
    private readonly ShadowAnswer _before;

    private Bystanders(PeersBed bed, string name, ShadowAnswer before)
    {
        (_bed, _path, _before) = (bed, $"/others/{name}", before);
        _nodes = [new Footprints(bed.Edge), new Footprints(bed.Dispatcher)];
        _copies = CopyMemoryWatch.Start([bed.Edge]);
        _load = LoadGenerator.Start(Rate, bed.Edge.EdgeUrl + _path);
    }

    /// <summary>Lets them begin, and returns once they are at work.</summary>
    /// <param name="bed">Where.</param>
    /// <param name="name">Name of the test.</param>
    public static async Task<Bystanders> StartAsync(PeersBed bed, string name)
    {
        var bystanders = new Bystanders(bed, name, await bed.Edge.SettledAsync(Mapping, 0));
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
        var outcomes = CopyCounts.Between(_before, await _bed.Edge.SettledAsync(Mapping, _before.Offered + report.Sent));
        var unconfirmed = outcomes.TakeUnconfirmed();
        Assert.Equal(new Dictionary<string, long> { ["answered"] = report.Sent - unconfirmed }, outcomes);
        var received = _bed.CopiesOf(_path + "?").ConvertAll(request => request.Target);
        Assert.InRange(received.Count, report.Sent - unconfirmed, report.Sent);
        Assert.Equal(received.Count, received.Distinct().Count());

        var copies = await _copies.StopAsync();
        _load.CloseConnections();
        foreach (var node in _nodes)
            await node.CheckAsync();
        return $"others: {report.Sent} answered, {unconfirmed} of them not copied for sure, slowest {report.Latencies[^1].TotalMilliseconds:0} ms, half within {report.Quantile(0.5).TotalMilliseconds:0.0} ms; "
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
