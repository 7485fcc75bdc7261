namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>
/// Turns "slower than production" into fields that are or are not different on a request (<c>latency&gt;2x</c>), so that it is counted, paired with the
/// baseline and tested like every other field. Several steps, because a shadow may be a little slower always or much slower now and then.
/// </summary>
internal static class LatencySteps
{
    // Below a millisecond it is the scheduler that is measured.
    private static readonly TimeSpan LeastDelta = TimeSpan.FromMilliseconds(1);

    private static readonly (double Ratio, string Path)[] Steps =
    [
        (1.25, FieldPaths.LatencyPrefix + "1.25x"), (1.5, FieldPaths.LatencyPrefix + "1.5x"), (2, FieldPaths.LatencyPrefix + "2x"),
        (4, FieldPaths.LatencyPrefix + "4x"), (8, FieldPaths.LatencyPrefix + "8x"),
    ];

    /// <summary>The steps by which a reply was slower than production's; none unless both answered and were timed.</summary>
    public static IEnumerable<FieldDifference> Of(Reply production, Reply other)
    {
        if (!production.IsTimed || !other.IsTimed || other.Latency - production.Latency < LeastDelta) yield break;
        foreach (var (ratio, path) in Steps)
        {
            if (other.Latency > production.Latency * ratio) yield return new FieldDifference(path, DifferenceKind.Value);
        }
    }
}
