using System.Globalization;

namespace ActorProxy.Testing.Cluster;

/// <summary>Memory of copies at a node, as it tells Prometheus.</summary>
/// <param name="UsedBytes">What copies take now.</param>
/// <param name="ShadowLimitBytes">What those of one shadow may take; 0 where no shadow is known.</param>
/// <param name="ShadowUsedBytes">What those of the shadow that holds most take now.</param>
internal sealed record CopyMemory(long UsedBytes, long ShadowLimitBytes, long ShadowUsedBytes)
{
    /// <summary>Reads it.</summary>
    public static async Task<CopyMemory> ReadAsync(TestNode node)
    {
        var lines = (await node.Admin.ReadExpositionAsync()).Split('\n');
        return new CopyMemory(
            Greatest(lines, "actorproxy_node_buffer_used_bytes"),
            Greatest(lines, "actorproxy_buffer_limit_bytes"),
            Greatest(lines, "actorproxy_buffer_used_bytes"));
    }

    private static long Greatest(string[] lines, string metric) => lines
        .Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line[metric.Length] is '{' or ' ')
        .Select(line => (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0)
        .Max();
}
