using System.Text.Json;
using ActorProxy.Admin.Api;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Verdicts;
using ActorProxy.Shadowing.Reporting;

namespace ActorProxy.Admin;

/// <summary>What the admin side tells of comparisons; the HTTP API and the palettes answer from the same place.</summary>
internal sealed class ComparisonReading(NodeViews node, ShadowSteering steering)
{
    /// <summary>The verdict that a criterion is clearly broken.</summary>
    public const string Fail = "fail";

    /// <summary>The verdict that there is none yet.</summary>
    public const string Undecided = "undecided";

    private static readonly CompareSettings NoSettings = new();

    /// <summary>What was compared of one shadow.</summary>
    /// <exception cref="RequestRefusedException">There is no shadow of that name.</exception>
    public ComparisonResponse Read(string name)
    {
        var settings = Settings(name);
        var counts = Counts(name);
        var outcomes = node.ReadMetrics().Cluster.Shadows.First(shadow => shadow.Name == name).Comparisons;
        return new ComparisonResponse(
            name,
            settings is not null,
            settings?.Baseline?.ToString(),
            outcomes.Values.Sum(),
            outcomes,
            counts.Endpoints.Values.Sum(endpoint => endpoint.PairedHeads),
            Describe(counts.Different),
            [.. Regressions.Find(counts, (settings ?? NoSettings).Verdict).Select(Describe)],
            Describe(counts.ShadowStatuses),
            Describe(counts.BaselineStatuses),
            Describe(PairedLatency.Of(counts.ShadowLatency)),
            Describe(PairedLatency.Of(counts.BaselineLatency)));
    }

    /// <summary>What is counted of one shadow now, for <see cref="Judge"/>.</summary>
    public ComparisonCounts Counts(string name) => node.Comparisons?.Read(name) ?? ComparisonCounts.Zero;

    /// <summary>Whether a shadow may take production's place.</summary>
    /// <param name="name">The shadow Mapping.</param>
    /// <param name="before">What was counted before and is left aside; null for nothing.</param>
    /// <exception cref="RequestRefusedException">There is no shadow of that name, or it is not compared.</exception>
    public VerdictResponse Judge(string name, ComparisonCounts? before = null)
    {
        if (Settings(name) is not { } settings)
            throw new RequestRefusedException(409, $"the shadow '{name}' is not compared; give its ShadowPolicy a 'compare'");

        var counts = before is null ? Counts(name) : ComparisonPeriod.Since(Counts(name), before);
        var verdict = VerdictEvaluator.Evaluate(counts, settings.Verdict);
        return new VerdictResponse(name, verdict.Name, verdict.Reasons, verdict.Compared, verdict.Paired);
    }

    /// <summary>Samples of what differed, from all dispatcher nodes.</summary>
    /// <exception cref="RequestRefusedException">There is no shadow of that name.</exception>
    public async Task<SampleReport> ReadSamplesAsync(string name, string? path, CancellationToken cancellationToken)
    {
        Settings(name);
        return node.Comparisons is { } comparisons
            ? await comparisons.ReadSamplesAsync(name, path, cancellationToken).ConfigureAwait(false)
            : new SampleReport([], [], []);
    }

    /// <summary>The same as the API answers it.</summary>
    /// <exception cref="RequestRefusedException">There is no shadow of that name.</exception>
    public async Task<DiffsResponse> ReadDiffsAsync(string name, string? path, CancellationToken cancellationToken)
    {
        var report = await ReadSamplesAsync(name, path, cancellationToken).ConfigureAwait(false);
        return new DiffsResponse(name, path, report.Asked, report.Unanswered, [.. report.Samples.Select(Parse)]);
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private CompareSettings? Settings(string name)
    {
        steering.Read(name);
        return node.Routes.Current.Shadows.GetValueOrDefault(name)?.Settings.Compare;
    }

    private static PairResponse Describe(PairCounts counts) => new(counts.Raw, counts.Noise, counts.Both);

    private static FieldResponse Describe(FieldReport field) => new(
        field.Endpoint,
        field.Path,
        field.Evidence,
        field.Requests,
        Describe(field.Counts.Any),
        field.Counts.Kinds.ToDictionary(kind => kind.Key.Name(), kind => Describe(kind.Value)),
        Rate(field.RawRate),
        Rate(field.NoiseRate),
        Rate(field.ExcessLow),
        Rate(field.ExcessHigh),
        field.PValue,
        field.IsRegression);

    private static StatusPairResponse[] Describe(IReadOnlyDictionary<StatusPair, long> matrix) =>
    [
        .. matrix.OrderByDescending(cell => cell.Value).ThenBy(cell => cell.Key.Production).ThenBy(cell => cell.Key.Other)
            .Select(cell => new StatusPairResponse(StatusPair.Text(cell.Key.Production), StatusPair.Text(cell.Key.Other), cell.Value)),
    ];

    private static PairedLatencyResponse Describe(PairedLatency latency) =>
        new(latency.Count, [.. latency.DeltaMs.Select(Describe)], [.. latency.Ratio.Select(Describe)]);

    private static QuantileResponse Describe(QuantileEstimate estimate) => new(estimate.Quantile, estimate.Value, estimate.Low, estimate.High);

    private static double Rate(double share) => Math.Round(share, 6);
}
