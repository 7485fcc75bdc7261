using System.Diagnostics;
using ActorProxy.Soak.Faults;
using ActorProxy.Soak.Load;
using ActorProxy.Soak.Services;
using ActorProxy.Testing.Cluster;

namespace ActorProxy.Soak;

/// <summary>
/// Rounds of load with one fault after the other. Between faults the cluster must become whole again; after each round the load stops and
/// everything is checked that must hold.
/// </summary>
internal sealed class SoakRun
{
    private readonly SoakOptions _options;
    private readonly Action<string> _tell;
    private readonly SoakReport _report;
    private readonly SoakScene _scene;
    private readonly SoakLoad _load;
    private readonly SoakChecks _checks;
    private readonly Random _random;
    private readonly FaultDeck _deck;

    private SoakRun(SoakOptions options, Action<string> tell, SoakScene scene, SoakLoad load)
    {
        (_options, _tell, _scene, _load) = (options, tell, scene, load);
        _report = new SoakReport(options);
        _random = new Random(options.Seed);
        _deck = new FaultDeck(_random);
        _checks = new SoakChecks(scene, load, _report);
    }

    /// <summary>Runs one.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="tell">Gets a line for each thing that happens.</param>
    public static async Task<SoakReport> RunAsync(SoakOptions options, Action<string> tell)
    {
        void Tell(string line) => tell($"{DateTime.UtcNow:HH:mm:ss} {line}");
        Tell(options.Script is { } script
            ? $"{script.Count} faults in order"
            : $"seed {options.Seed}; {options.Duration.TotalSeconds:0} s of load in rounds of {options.Round.TotalSeconds:0} s");
        await using var services = new SoakServices();
        await using var cluster = await TestCluster.StartAsync(new ClusterSetup
        {
            Edges = 2,
            Shadows = 3,
            Mappings = SoakServices.Mappings,
            Services = services.Endpoints,
            Program = options.Program,
            Arguments = ["--drain-delay", "5"],
        });
        await using var balancer = new Balancer(cluster.Edges);
        var outages = new Outages();
        using var load = new SoakLoad(cluster, balancer, outages, options.Rate);
        var run = new SoakRun(options, Tell, new SoakScene(cluster, services, outages), load);
        await run.RunAsync();
        if (run._report.Violations.Count > 0)
        {
            var logs = Path.Combine(Path.GetTempPath(), $"actorproxy-soak-{options.Seed}-{Environment.ProcessId}.log");
            await File.WriteAllTextAsync(logs, cluster.Report());
            tell($"what the nodes logged is in {logs}");
        }

        return run._report;
    }

    private async Task RunAsync()
    {
        await using var memory = new MemoryWatch(_scene.Cluster);
        if (_options.Script is { } script)
        {
            await RoundAsync(memory, script);
            return;
        }

        while (_report.Load < _options.Duration && _report.Violations.Count == 0)
        {
            var left = _options.Duration - _report.Load;
            await RoundAsync(memory, RandomFaults(left < _options.Round * 1.5 ? left : _options.Round));
        }
    }

    private IEnumerable<Fault> RandomFaults(TimeSpan length)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < length) yield return _deck.Next();
    }

    private async Task RoundAsync(MemoryWatch memory, IEnumerable<Fault> faults)
    {
        using var stop = new CancellationTokenSource();
        var start = Stopwatch.GetTimestamp();
        var loading = _load.RunAsync(stop.Token);
        await PauseAsync();
        foreach (var fault in faults)
        {
            if (!await FaultAsync(fault)) break;
            await PauseAsync();
        }

        await stop.CancelAsync();
        await loading;
        _report.Load += Stopwatch.GetElapsedTime(start);
        _report.MostMemory = memory.Most;
        await _checks.CheckAsync(memory.Most);
        _tell($"round checked: {_report.Sent} requests so far, {_report.Sent - _report.Answered - _report.Excused} failed, {_report.Violations.Count} violations");
    }

    /// <returns>False when it is no use to go on.</returns>
    private async Task<bool> FaultAsync(Fault fault)
    {
        _tell(fault.Name);
        try
        {
            _tell($"  {await fault.RunAsync(_scene, _random)}");
            _report.Did(fault);
            await _scene.Cluster.StableAsync();
            await _checks.CopiesFlowAsync();
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is: what was seen so far is to be reported.
            _report.Violated($"after '{fault.Name}': {e.GetType().Name}: {e.Message}");
            return false;
        }
    }

    private Task PauseAsync() => Task.Delay(TimeSpan.FromSeconds(0.5 + (_random.NextDouble() * 2)));
}
