using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A machine whose clock is set: the time of day jumps, monotonic time goes on.</summary>
internal sealed class SetClock : FakeTimeProvider
{
    /// <summary>By how much the clock was set.</summary>
    public TimeSpan Step { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
}
