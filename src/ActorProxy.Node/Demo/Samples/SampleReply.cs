using System.Text;
using System.Text.Json;

namespace ActorProxy.Node.Demo.Samples;

/// <summary>
/// What the sample services answer. It depends on the request alone, so the same request has the same reply and the same fault every time:
/// the shadow is 5 to 20 ms slower, fails 2 % of all requests and answers 1 % of them wrongly.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Delay">Time that the service takes.</param>
/// <param name="Body">JSON, UTF-8.</param>
internal sealed record SampleReply(int Status, TimeSpan Delay, byte[] Body)
{
    /// <summary>The reply of the service that answers clients.</summary>
    public static SampleReply OfProduction(string method, string pathAndQuery)
    {
        var hash = Hash(method, pathAndQuery);
        return new SampleReply(200, ProductionDelay(hash), Order(pathAndQuery, Total(hash)));
    }

    /// <summary>The reply of the service under test.</summary>
    public static SampleReply OfShadow(string method, string pathAndQuery)
    {
        var hash = Hash(method, pathAndQuery);
        var delay = ProductionDelay(hash) + TimeSpan.FromMilliseconds(5 + (hash >> 8) % 16);
        return (hash % 100) switch
        {
            < 2 => new SampleReply(500, delay, JsonSerializer.SerializeToUtf8Bytes(new { error = "price list is missing" })),
            2 => new SampleReply(200, delay, Order(pathAndQuery, Total(hash) + 1)),
            _ => new SampleReply(200, delay, Order(pathAndQuery, Total(hash))),
        };
    }

    private static TimeSpan ProductionDelay(uint hash) => TimeSpan.FromMilliseconds(1 + (hash >> 4) % 4);

    private static uint Total(uint hash) => 100 + hash % 9900;

    private static byte[] Order(string pathAndQuery, uint total) =>
        JsonSerializer.SerializeToUtf8Bytes(new { order = pathAndQuery, currency = "EUR", total });

    // FNV-1a with a final mix, because its low bits alone are poor for texts that differ in the last digit only.
    private static uint Hash(string method, string pathAndQuery)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes($"{method} {pathAndQuery}"))
            hash = (hash ^ b) * 16777619u;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        return hash ^ (hash >> 16);
    }
}
