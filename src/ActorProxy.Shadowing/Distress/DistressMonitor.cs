using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Distress;

/// <summary>
/// Watches the process and suspends copying at this edge while it is in distress: copying is the first thing to give up, production the last. On a
/// thread of its own, as the pool's may be what there is too little of.
/// </summary>
internal sealed class DistressMonitor : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly DistressTrip _trip;
    private readonly IVitalsSource _vitals;
    private readonly Action<string?> _suspend;
    private readonly ILogger _log;
    // Without spinning: each wait is a second long.
    private readonly ManualResetEventSlim _ending = new(initialState: false, spinCount: 0);
    private readonly Thread _watch;

    /// <param name="limits">What is distress.</param>
    /// <param name="vitals">Where readings come from.</param>
    /// <param name="suspend">Called with the reason when copying is to be suspended, with null when it is to go on.</param>
    /// <param name="log">Gets a line for each.</param>
    public DistressMonitor(DistressLimits limits, IVitalsSource vitals, Action<string?> suspend, ILogger log)
    {
        (_trip, _vitals, _suspend, _log) = (new DistressTrip(limits), vitals, suspend, log);
        _watch = new Thread(Watch) { IsBackground = true, Name = "distress" };
    }

    /// <summary>Begins to watch.</summary>
    public void Start() => _watch.Start();

    /// <summary>Takes one reading, and acts on it.</summary>
    public void Look()
    {
        if (!_trip.Observe(_vitals.Read())) return;
        if (_trip.Reason is { } reason) _log.LogWarning("This edge is in distress and suspends copying: {Reason}", reason);
        else _log.LogWarning("This edge is out of distress and copies again");
        _suspend(_trip.Reason);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Set();
        if (_watch.IsAlive) _watch.Join();
        _ending.Dispose();
    }

    private void Watch()
    {
        while (!_ending.Wait(Interval)) Look();
    }
}
