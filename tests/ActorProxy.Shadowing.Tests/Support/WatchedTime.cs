using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A clock that a test moves once it knows that somebody waits for it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private int _timers;
    private int _expected;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }

    /// <summary>Waits until somebody has begun to wait, once more than at the last call.</summary>
    public Task AwaitedAsync()
    {
        var expected = ++_expected;
        return Deadline.UntilAsync(() => Volatile.Read(ref _timers) >= expected, "somebody waits");
    }
}
