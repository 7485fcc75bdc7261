using System.Text.Json.Serialization;

namespace ActorProxy.Bench.Load.ConstantRate;

/// <summary>What a run gave. Quantiles are over all requests that were due; one that failed counts as slower than any that was answered.</summary>
/// <param name="Offered">Requests that were due.</param>
/// <param name="Answered">Those answered with status 200.</param>
/// <param name="P50">Median latency in microseconds; null when less than half were answered.</param>
/// <param name="P99">In microseconds, or null.</param>
/// <param name="P999">In microseconds, or null.</param>
/// <param name="Longest">The longest, in microseconds.</param>
internal sealed record LoadReport(int Offered, int Answered, double? P50, double? P99, double? P999, double? Longest)
{
    public static LoadReport Of(int offered, IEnumerable<long> latencies)
    {
        long[] sorted = [.. latencies.Order()];
        double? At(double quantile)
        {
            var rank = (int)Math.Ceiling(quantile * offered) - 1;
            return rank >= 0 && rank < sorted.Length ? sorted[rank] / 1e3 : null;
        }

        return new LoadReport(offered, sorted.Length, At(0.5), At(0.99), At(0.999), sorted.Length > 0 ? sorted[^1] / 1e3 : null);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class LoadJson : JsonSerializerContext;
