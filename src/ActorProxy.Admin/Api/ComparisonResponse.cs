namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/shadows/{name}/comparison</c>: what was compared of one shadow, over the whole cluster.</summary>
/// <param name="Name">The shadow Mapping.</param>
/// <param name="Enabled">Whether its policy compares now.</param>
/// <param name="Baseline">The service that noise is learnt from; null when there is none.</param>
/// <param name="Compared">Comparisons, whatever came of them.</param>
/// <param name="Outcomes">Count for every comparison outcome, as the edges counted them.</param>
/// <param name="Paired">Requests of which the baseline's reply was compared too.</param>
/// <param name="Different">Requests in which anything at all differed.</param>
/// <param name="Fields">Fields that ever differed, regressions first.</param>
/// <param name="Statuses">Production's status by the shadow's.</param>
/// <param name="BaselineStatuses">Production's status by the baseline's.</param>
/// <param name="Latency">The shadow's latency against production's.</param>
/// <param name="BaselineLatency">The baseline's latency against production's.</param>
public sealed record ComparisonResponse(
    string Name,
    bool Enabled,
    string? Baseline,
    long Compared,
    IReadOnlyDictionary<string, long> Outcomes,
    long Paired,
    PairResponse Different,
    IReadOnlyList<FieldResponse> Fields,
    IReadOnlyList<StatusPairResponse> Statuses,
    IReadOnlyList<StatusPairResponse> BaselineStatuses,
    PairedLatencyResponse Latency,
    PairedLatencyResponse BaselineLatency);

/// <summary>In how many requests something differed.</summary>
/// <param name="Shadow">Between shadow and production.</param>
/// <param name="Baseline">Between baseline and production.</param>
/// <param name="Both">In both, on the same request.</param>
public sealed record PairResponse(long Shadow, long Baseline, long Both);

/// <summary>A field that differed.</summary>
/// <param name="Endpoint">The endpoint; <c>*</c> for all together.</param>
/// <param name="Path">The field.</param>
/// <param name="Evidence">In what way it stands out most: <c>any</c>, a kind of difference, <c>to 500</c>, <c>&gt;2x</c>.</param>
/// <param name="Requests">Requests in which it was compared.</param>
/// <param name="Different">In how many of them it differed.</param>
/// <param name="Kinds">The same by kind of difference.</param>
/// <param name="RawRate">Share in which the shadow differs from production, 0 to 1.</param>
/// <param name="NoiseRate">Share in which the baseline does; the policy's background rate without a baseline.</param>
/// <param name="ExcessLow">Lower end of the 95 % interval of the difference of both.</param>
/// <param name="ExcessHigh">Its upper end.</param>
/// <param name="PValue">Probability of such an excess by chance.</param>
/// <param name="Regression">Whether it is clearly above noise.</param>
public sealed record FieldResponse(
    string Endpoint,
    string Path,
    string Evidence,
    long Requests,
    PairResponse Different,
    IReadOnlyDictionary<string, PairResponse> Kinds,
    double RawRate,
    double NoiseRate,
    double ExcessLow,
    double ExcessHigh,
    double PValue,
    bool Regression);

/// <summary>A cell of a status matrix.</summary>
/// <param name="Production">Production's status, or <c>timed_out</c>, <c>refused</c>, <c>reset</c>.</param>
/// <param name="Other">The other's, likewise.</param>
/// <param name="Count">Requests.</param>
public sealed record StatusPairResponse(string Production, string Other, long Count);

/// <summary>Latencies of two services on the same requests.</summary>
/// <param name="Count">Requests that both answered.</param>
/// <param name="DeltaMs">The other's latency minus production's, in milliseconds.</param>
/// <param name="Ratio">The other's latency divided by production's.</param>
public sealed record PairedLatencyResponse(long Count, IReadOnlyList<QuantileResponse> DeltaMs, IReadOnlyList<QuantileResponse> Ratio);

/// <summary>A quantile with its 95 % interval.</summary>
/// <param name="Quantile">Between 0 and 1.</param>
/// <param name="Value">The value.</param>
/// <param name="Low">Lower end; null with too few values.</param>
/// <param name="High">Upper end; null with too few values.</param>
public sealed record QuantileResponse(double Quantile, double Value, double? Low, double? High);
