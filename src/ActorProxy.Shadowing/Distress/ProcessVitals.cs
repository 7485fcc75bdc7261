namespace ActorProxy.Shadowing.Distress;

/// <summary>Readings of this process. What it costs: a work item and three counters of the operating system a second.</summary>
internal sealed class ProcessVitals(TimeProvider time) : IVitalsSource
{
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private long _at = time.GetTimestamp();
    private Probe _probe = Probe.Start(time);

    /// <inheritdoc/>
    public Vitals Read()
    {
        var (cpu, now) = (Environment.CpuUsage.TotalTime, time.GetTimestamp());
        var passed = time.GetElapsedTime(_at, now) * Environment.ProcessorCount;
        var percent = passed > TimeSpan.Zero ? 100 * (cpu - _cpu) / passed : 0;
        var lag = _probe.Lag;
        (_cpu, _at) = (cpu, now);

        // One that has not had its turn yet goes on waiting, and its time counts.
        if (_probe.IsDone) _probe = Probe.Start(time);
        return new Vitals(percent, lag, 100.0 * Environment.WorkingSet / GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    /// <summary>Work for the thread pool that notes how long it had to wait.</summary>
    private sealed class Probe(TimeProvider time) : IThreadPoolWorkItem
    {
        private readonly long _queued = time.GetTimestamp();
        private long _ran;

        public bool IsDone => Volatile.Read(ref _ran) != 0;

        public TimeSpan Lag => time.GetElapsedTime(_queued, Volatile.Read(ref _ran) is not 0 and var ran ? ran : time.GetTimestamp());

        public static Probe Start(TimeProvider time)
        {
            var probe = new Probe(time);
            ThreadPool.UnsafeQueueUserWorkItem(probe, preferLocal: false);
            return probe;
        }

        public void Execute() => Volatile.Write(ref _ran, time.GetTimestamp());
    }
}
