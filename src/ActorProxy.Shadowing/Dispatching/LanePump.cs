using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Lanes;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// A lane's bounded queue and its copies under way. Decides for each copy whether it is sent, keeps at most <c>max_in_flight</c> under way, and
/// reports where each one ended. Runs on pool threads, so that no actor ever waits for a shadow.
/// </summary>
internal sealed class LanePump(string shadow, ShadowTargets targets, SettlementOutbox outbox, ILaneEvents events, TimeProvider time)
{
    private const int QueueBytes = 1024 * 1024;

    // Copies that the shadow has answered and that are not compared yet, for each that may be under way to the shadow. Beyond the first limit the
    // baseline is not asked, beyond the second nothing is sent.
    private const int WaitingPerPlace = 4;
    private const int ComparingPerPlace = 8;

    private readonly Lock _lock = new();
    private readonly LaneQueue _queue = new();
    private readonly RateLimiter _rate = new(time);
    private int _underWay;
    private int _comparing;
    private bool _spaceWanted;
    private bool _stopped;

    /// <summary>Takes copies into the queue if there is room for more.</summary>
    /// <param name="origin">The batch they came in.</param>
    /// <param name="copies">Their encodings.</param>
    /// <param name="always">Take them also when the queue is full.</param>
    /// <param name="clock">Their edge's clock, if it is known.</param>
    /// <returns>False when there is no room; <see cref="ILaneEvents.SpaceFreed"/> is then raised once there is.</returns>
    public bool TryAdmit(BatchOrigin origin, IReadOnlyList<ReadOnlyMemory<byte>> copies, bool always, EdgeClock? clock = null)
    {
        var ordered = targets.Find(shadow) is { } target && LanePlan.IsOrdered(target.Settings);
        lock (_lock)
        {
            if (!always && !HasRoom)
            {
                _spaceWanted = true;
                return false;
            }

            for (var i = 0; i < copies.Count; i++) _queue.Enqueue(new QueuedCopy(copies[i], origin, i, ordered ? Copy.OrderKeyOf(copies[i]) : 0, clock));
        }

        RunElsewhere();
        return true;
    }

    /// <summary>Stops sending and gives back what was not sent. <see cref="ILaneEvents.Drained"/> is raised when nothing is under way any more.</summary>
    public IReadOnlyList<QueuedCopy> Stop()
    {
        QueuedCopy[] rest;
        bool drained;
        lock (_lock)
        {
            _stopped = true;
            rest = _queue.TakeAll();
            drained = HasNothingUnderWay;
        }

        if (drained) events.Drained();
        return rest;
    }

    private bool HasNothingUnderWay => _underWay == 0 && _comparing == 0;

    private bool HasRoom => _queue.Count < 2 * (targets.Find(shadow)?.Settings.MaxInFlight ?? 1) && _queue.Bytes < QueueBytes;

    private void Run()
    {
        while (TryTake(out var queued, out var target))
        {
            if (Decide(queued, target, out var copy) is { } ended)
            {
                Ended(queued, ended);
                continue;
            }

            if (copy!.IsCompared && target!.Comparison is not null)
            {
                _ = CompareAsync(queued, target, copy);
                continue;
            }

            var sending = CopySender.SendAsync(target!, copy);
            if (sending.IsCompletedSuccessfully) Sent(queued, target!, sending.Result);
            else _ = FinishAsync(queued, target!, sending);
        }
    }

    private async Task FinishAsync(QueuedCopy queued, ShadowTarget target, Task<CopyResult> sending)
    {
        Sent(queued, target, await sending.ConfigureAwait(false));
        Run();
    }

    /// <summary>Its place is free for the next copy once the shadow has answered: neither the baseline nor the comparison holds up the lane.</summary>
    private async Task CompareAsync(QueuedCopy queued, ShadowTarget target, Copy copy)
    {
        using var compared = ComparedCopy.Send(target, copy, MayAskBaseline(target));

        // Comparing takes long for large replies, and this may be the thread that watches the sockets.
        var result = await compared.Sending.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Tell(target.Breaker, result.Outcome);
        lock (_lock)
        {
            _underWay--;
            _comparing++;
            _queue.Finished(queued);
        }

        RunElsewhere();
        result = result with { Comparison = await compared.CompareAsync().ConfigureAwait(false) };
        if (outbox.Add(queued.Origin, result)) events.ResultsReady();
        bool drained, wasFull;
        lock (_lock)
        {
            wasFull = _comparing-- >= ComparingPerPlace * target.Settings.MaxInFlight;
            drained = _stopped && HasNothingUnderWay;
        }

        if (drained) events.Drained();
        if (wasFull) RunElsewhere();
    }

    private void RunElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.Run(), this, preferLocal: false);

    private bool MayAskBaseline(ShadowTarget target)
    {
        lock (_lock) return _comparing < WaitingPerPlace * target.Settings.MaxInFlight;
    }

    private void Sent(QueuedCopy queued, ShadowTarget target, in CopyResult result)
    {
        Tell(target.Breaker, result.Outcome);
        Ended(queued, result);
    }

    private static void Tell(CircuitBreaker breaker, CopyOutcome outcome)
    {
        if (outcome == CopyOutcome.Answered) breaker.Succeeded();
        else breaker.Failed();
    }

    private void Ended(QueuedCopy queued, in CopyResult result)
    {
        if (outbox.Add(queued.Origin, result)) events.ResultsReady();
        bool drained;
        lock (_lock)
        {
            _underWay--;
            _queue.Finished(queued);
            drained = _stopped && HasNothingUnderWay;
        }

        if (drained) events.Drained();
    }

    private bool TryTake(out QueuedCopy queued, out ShadowTarget? target)
    {
        target = targets.Find(shadow);
        bool freed;
        lock (_lock)
        {
            var places = target?.Settings.MaxInFlight ?? 1;
            if (_stopped || _underWay >= places || _comparing >= ComparingPerPlace * places || !_queue.TryDequeue(out queued))
            {
                queued = default;
                return false;
            }

            _underWay++;
            freed = _spaceWanted && HasRoom;
            if (freed) _spaceWanted = false;
        }

        if (freed) events.SpaceFreed();
        return true;
    }

    /// <returns>The end of a copy that is not sent, or null.</returns>
    private CopyResult? Decide(in QueuedCopy queued, ShadowTarget? target, out Copy? copy)
    {
        copy = null;
        if (target is null) return new CopyResult(CopyOutcome.UnknownMapping, 0, 0, 0);
        try
        {
            copy = Copy.Decode(queued.Encoded);
        }
        catch (InvalidDataException)
        {
            return new CopyResult(CopyOutcome.Reset, 0, 0, 0);
        }

        CopyOutcome? outcome =
            AgeOf(queued, copy) > target.Settings.MaxAge ? CopyOutcome.Expired
            : target.IsPaused ? CopyOutcome.DroppedPaused
            : !target.IsSampled(copy.SamplePoint) ? CopyOutcome.DroppedWeight
            : LanePlan.CopiesPerSecond(target.Settings) is { } limit && !IsWithin(limit) ? CopyOutcome.DroppedRate
            : !target.Breaker.TryPass() ? CopyOutcome.DroppedCircuitOpen
            : null;
        return outcome is { } end ? new CopyResult(end, 0, copy.ProductionMicroseconds, 0) : null;
    }

    private TimeSpan AgeOf(in QueuedCopy queued, Copy copy) =>
        (queued.Clock is { } clock ? DateTimeOffset.FromUnixTimeMilliseconds((long)clock.Now) : time.GetUtcNow()) - copy.OfferedAt;

    private bool IsWithin(double perSecond)
    {
        lock (_lock) return _rate.TryTake(perSecond);
    }
}

/// <summary>What a <see cref="LanePump"/> tells its dispatcher. Called on any thread, outside its lock.</summary>
internal interface ILaneEvents
{
    /// <summary>There is room again, after a <see cref="LanePump.TryAdmit"/> that said no.</summary>
    void SpaceFreed();

    /// <summary>The outbox holds results.</summary>
    void ResultsReady();

    /// <summary>It was stopped, and nothing is under way any more.</summary>
    void Drained();
}
