using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Distress;
using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Reporting;
using ActorProxy.Shadowing.Samples;
using ActorProxy.Shadowing.Telemetry;
using ActorProxy.Shadowing.Tls;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing;

/// <summary>
/// Everything about copies in one process: what the edge offers to, what the admin API reads and changes, and the actor system that connects it
/// to the other nodes. Only the actor system can come and go; counters, buffers and control live as long as this object.
/// </summary>
public sealed class ShadowPlane : IAsyncDisposable
{
    private static readonly TimeSpan SettleInterval = TimeSpan.FromMilliseconds(50);

    private readonly ShadowOffers _offers;
    private readonly CopyLedger _ledger;
    private readonly ClusterRuntime _cluster;
    private readonly DistressMonitor? _distress;
    private readonly NodeMeters _meters;
    private readonly TimeProvider _time;

    /// <summary>Composes the plane; nothing runs yet.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="routes">The route table in force.</param>
    /// <param name="services">Resolves shadows' services.</param>
    /// <param name="loggers">Where to log.</param>
    /// <param name="time">The clock.</param>
    public ShadowPlane(ShadowPlaneOptions options, RouteTableStore routes, IServiceDirectory services, ILoggerFactory loggers, TimeProvider time)
    {
        // What ages in here must not jump when the machine's clock is set; what people read must follow it.
        var steady = new SteadyTime(time);
        _time = time;
        var identity = NodeIdentity.Create();
        _meters = new NodeMeters(options.Cluster.AppVersion);
        var meters = new MeterRegistry(_meters);
        var file = options.StateDirectory is { } directory ? new ControlFile(directory, loggers.CreateLogger<ControlFile>()) : null;
        var control = new ControlStore(identity.Incarnation, time, file);
        var metrics = new MetricsExchange(meters, identity, options.Cluster.Roles, steady) { Generation = () => routes.Current.Generation };
        _ledger = new CopyLedger(time);
        _offers = new ShadowOffers(meters, control, routes, options.Limits, steady);
        if (options.Cluster.IsEdge && options.Distress.IsOn)
            _distress = new DistressMonitor(options.Distress, new ProcessVitals(time), Suspend, loggers.CreateLogger<DistressMonitor>());
        var samples = new SampleStore(time);
        var copyLog = options.Logs.Copies is { } lines ? new CopyLog(lines, options.Logs.Headers, time) : null;
        var records = new ComparisonRecords(meters, samples, time) { Redaction = options.Redaction };
        var targets = options.Cluster.IsShadow ? new ShadowTargets(routes, control, services, time, records, copyLog) : null;
        var actors = new ActorPlane(options.Cluster, identity, routes, _offers, _ledger, targets, metrics, control, samples, loggers, steady);
        _cluster = new ClusterRuntime(options.Cluster, actors, _ledger, loggers.CreateLogger<ClusterRuntime>(), time);
        Comparisons = new ComparisonView(metrics, new SampleFetcher(_cluster));
        (Meters, Metrics, Control) = (meters, metrics, control);
        // Edges have better things to do, and where replies are compared there are dispatchers.
        var regressions = options.Cluster.IsShadow ? new RegressionWatch(routes, metrics.ReadComparison, _cluster, time) : null;
        Telemetry = new NodeTelemetry(_meters, meters, _offers, routes, control, () => metrics.Suspension is not null, _cluster, regressions, options.Logs);

        void Suspend(string? reason)
        {
            // Whoever reads of it finds it in force.
            _offers.Suspend(reason is not null);
            metrics.Suspension = reason;
        }
    }

    /// <summary>Where the edge offers copies.</summary>
    public ICopyOffers Offers => _offers;

    /// <summary>Meters of production Mappings.</summary>
    public IProductionMeters Meters { get; }

    /// <summary>Metrics of the whole cluster.</summary>
    public IMetricsView Metrics { get; }

    /// <summary>What was compared, over the whole cluster.</summary>
    public IComparisonView Comparisons { get; }

    /// <summary>Runtime control.</summary>
    public IShadowControl Control { get; }

    /// <summary>The cluster.</summary>
    public IClusterView Cluster => _cluster;

    /// <summary>Brings this node into a cluster.</summary>
    public IClusterMembership Membership => _cluster;

    /// <summary>This node's own numbers, for whoever scrapes or exports them.</summary>
    public INodeTelemetry Telemetry { get; }

    /// <summary>Starts the actor system and joins the cluster (without waiting until it is a member).</summary>
    /// <exception cref="InvalidOperationException">Remoting cannot bind to its address.</exception>
    /// <exception cref="CertificateException">A certificate for remoting cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellation)
    {
        _distress?.Start();
        return _cluster.StartAsync(cancellation);
    }

    /// <summary>Waits until every copy offered here has its outcome.</summary>
    /// <param name="limit">How long at most; copies still under way then end as unconfirmed when the plane stops.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task SettleAsync(TimeSpan limit, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        while (_offers.All.Values.Any(o => o.Meter.UnderWay > 0))
        {
            if (_time.GetElapsedTime(started) > limit) return;
            await Task.Delay(SettleInterval, _time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Leaves the cluster: ends what is still under way as unconfirmed, tells the others the last counters, hands over shards, and ends the actor
    /// system.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _offers.AbandonAll();
        _ledger.AbandonAll();
        await _cluster.StopAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _distress?.Dispose();
        _cluster.Dispose();
        _meters.Dispose();
        return ValueTask.CompletedTask;
    }
}
