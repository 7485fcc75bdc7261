namespace ActorProxy.Testing.Http;

/// <summary>What became of a load.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="Statuses">Answers by status.</param>
/// <param name="Failures">What happened to requests without an answer.</param>
/// <param name="Latencies">Of the answered requests, sorted.</param>
internal sealed record LoadReport(
    long Sent, IReadOnlyDictionary<int, long> Statuses, IReadOnlyList<string> Failures, IReadOnlyList<TimeSpan> Latencies)
{
    /// <summary>The latency that the given share (0 to 1) of the answered requests did not exceed.</summary>
    public TimeSpan Quantile(double share) => Latencies[(int)Math.Min(Latencies.Count - 1, share * Latencies.Count)];

    /// <summary>Several loads as one.</summary>
    public static LoadReport Sum(IReadOnlyCollection<LoadReport> reports) => new(
        reports.Sum(r => r.Sent),
        reports.SelectMany(r => r.Statuses).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.Value)),
        [.. reports.SelectMany(r => r.Failures)],
        [.. reports.SelectMany(r => r.Latencies).Order()]);

    /// <summary>Fails unless every request was answered with 200.</summary>
    public void AssertAllAnswered()
    {
        Assert.True(Failures.Count == 0, $"{Failures.Count} of {Sent} requests got no answer; the first: {string.Join(string.Empty, Failures.Take(1))}");
        Assert.True(
            Statuses.GetValueOrDefault(200) == Sent,
            $"of {Sent} requests not all were answered with 200: {string.Join(", ", Statuses.Select(s => $"{s.Key}: {s.Value}"))}");
    }
}
