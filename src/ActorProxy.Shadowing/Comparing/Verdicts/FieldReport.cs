using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Comparing.Verdicts;

/// <summary>How often one field differs, and whether that is a regression.</summary>
/// <param name="Endpoint">The endpoint; <see cref="AllEndpoints"/> for the sum over all of them.</param>
/// <param name="Path">The field; <c>latency</c> for being slower than production by more than the baseline is.</param>
/// <param name="Evidence">
/// In what way it stands out most, and what the rates below are about: <c>any</c>, a kind of difference, <c>to 500</c> (a status), <c>&gt;2x</c> (latency).
/// </param>
/// <param name="Requests">Requests in which it was compared (with the baseline too, when there is one).</param>
/// <param name="Counts">How often it differed, by kind.</param>
/// <param name="RawRate">Share of the requests in which the shadow differs from production, 0 to 1.</param>
/// <param name="NoiseRate">Share in which the baseline differs from production; the background rate when there is no baseline.</param>
/// <param name="ExcessLow">Lower end of the 95 % interval of raw minus noise rate, -1 to 1.</param>
/// <param name="ExcessHigh">Its upper end.</param>
/// <param name="PValue">Probability of such an excess by chance, valid at every look.</param>
/// <param name="IsRegression">Whether it is clearly above noise, over all fields together.</param>
public sealed record FieldReport(
    string Endpoint,
    string Path,
    string Evidence,
    long Requests,
    FieldCounts Counts,
    double RawRate,
    double NoiseRate,
    double ExcessLow,
    double ExcessHigh,
    double PValue,
    bool IsRegression)
{
    /// <summary>Stands for the sum over all endpoints.</summary>
    public const string AllEndpoints = "*";
}
