namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>Sums over a status matrix.</summary>
internal static class StatusMatrix
{
    private const int FirstStatus = 100;
    private const int FirstServerError = 500;

    /// <summary>Requests in it.</summary>
    public static long Total(this IReadOnlyDictionary<StatusPair, long> matrix) => matrix.Values.Sum();

    /// <summary>Requests that the second service answered with a status and production with another one, by the second's status.</summary>
    public static IReadOnlyDictionary<int, long> ChangedTo(this IReadOnlyDictionary<StatusPair, long> matrix) =>
        matrix.Where(cell => cell.Key.Production >= FirstStatus && cell.Key.Other >= FirstStatus && cell.Key.Production != cell.Key.Other)
            .GroupBy(cell => cell.Key.Other)
            .ToDictionary(group => group.Key, group => group.Sum(cell => cell.Value));

    /// <summary>Requests at which only the second service failed, and at which only production failed: 5xx, or no reply.</summary>
    public static (long OtherOnly, long ProductionOnly) Failures(this IReadOnlyDictionary<StatusPair, long> matrix)
    {
        long other = 0;
        long production = 0;
        foreach (var (pair, n) in matrix)
        {
            if (IsFailure(pair.Other) && !IsFailure(pair.Production)) other += n;
            if (!IsFailure(pair.Other) && IsFailure(pair.Production)) production += n;
        }

        return (other, production);
    }

    private static bool IsFailure(int number) => number is < FirstStatus or >= FirstServerError;
}
