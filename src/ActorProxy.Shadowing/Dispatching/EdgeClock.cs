using ActorProxy.Shadowing.Copies;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>
/// An edge's clock as of the moment in which a batch came, going on by this process's monotonic time. So the age of a copy depends neither on how
/// far the clocks of two machines are apart nor on one of them being set; what the batch took on its way, seconds at most, is not counted.
/// </summary>
internal sealed class EdgeClock
{
    private readonly ulong _sentAt;
    private readonly long _cameAt;
    private readonly TimeProvider _time;

    private EdgeClock(ulong sentAt, TimeProvider time) => (_sentAt, _cameAt, _time) = (sentAt, time.GetTimestamp(), time);

    /// <summary>The clock of a batch that has just come; null when its edge is older and does not tell.</summary>
    public static EdgeClock? Of(CopyBatch batch, TimeProvider time) => batch.SentAt == 0 ? null : new EdgeClock(batch.SentAt, time);

    /// <summary>What it shows now, in Unix milliseconds.</summary>
    public ulong Now => _sentAt + (ulong)_time.GetElapsedTime(_cameAt).TotalMilliseconds;
}
