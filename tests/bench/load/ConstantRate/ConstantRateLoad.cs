namespace ActorProxy.Bench.Load.ConstantRate;

/// <summary>Open-loop load: requests are due at fixed moments, whatever became of those before them.</summary>
internal static class ConstantRateLoad
{
    private const long LeadNanoseconds = 100_000_000;

    // Blocking calls on small stacks: the kernel wakes exactly the thread whose answer came, and no pool stands in between.
    private const int StackBytes = 256 * 1024;

    /// <summary>Runs to its end.</summary>
    public static LoadReport Run(LoadSettings settings)
    {
        var start = MonotonicClock.Now + LeadNanoseconds;
        LoadConnection[] connections = [.. Enumerable.Range(0, settings.Connections).Select(n => new LoadConnection(settings, n, start))];
        Thread[] threads = [.. connections.Select(c => new Thread(c.Run, StackBytes))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return LoadReport.Of(settings.Requests, connections.SelectMany(c => c.Latencies));
    }
}
