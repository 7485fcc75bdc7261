using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>Turns what was counted of comparisons into messages, each far smaller than a page, and back.</summary>
internal static class ComparisonParts
{
    // A field takes at most about 1 KB.
    private const int FieldsPerPart = 16;

    /// <summary>Messages that together hold a Mapping's counts.</summary>
    public static IEnumerable<ComparisonPart> Write(string mapping, ComparisonCounts counts) => counts.Split(FieldsPerPart).Select(part => Part(mapping, part));

    /// <summary>Joins messages, by Mapping.</summary>
    public static Dictionary<string, ComparisonCounts> Read(IEnumerable<ComparisonPart> parts)
    {
        var result = new Dictionary<string, ComparisonCounts>();
        foreach (var part in parts) result[part.Mapping] = result.GetValueOrDefault(part.Mapping, ComparisonCounts.Zero).Add(Read(part));
        return result;
    }

    private static ComparisonPart Part(string mapping, ComparisonCounts counts)
    {
        var part = new ComparisonPart
        {
            Mapping = mapping,
            Different = Write(counts.Different),
            ShadowLatency = Write(counts.ShadowLatency),
            BaselineLatency = Write(counts.BaselineLatency),
        };
        part.Outcomes.AddRange(counts.Outcomes.Select(n => (ulong)n));
        part.Endpoints.AddRange(counts.Endpoints.Select(e => Write(e.Key, e.Value)));
        part.ShadowStatuses.AddRange(counts.ShadowStatuses.Select(Write));
        part.BaselineStatuses.AddRange(counts.BaselineStatuses.Select(Write));
        return part;
    }

    private static EndpointCounters Write(string name, EndpointCounts counts)
    {
        var message = new EndpointCounters
        {
            Endpoint = name,
            Heads = (ulong)counts.Heads,
            Bodies = (ulong)counts.Bodies,
            PairedHeads = (ulong)counts.PairedHeads,
            PairedBodies = (ulong)counts.PairedBodies,
        };
        foreach (var (path, field) in counts.Fields)
        {
            var written = new FieldCounters { Path = path, Any = Write(field.Any) };
            foreach (var (kind, pairs) in field.Kinds) written.Kinds[(uint)kind] = Write(pairs);
            message.Fields.Add(written);
        }

        return message;
    }

    private static PairCounters Write(PairCounts counts) => new()
    {
        Raw = (ulong)counts.Raw, PairedRaw = (ulong)counts.PairedRaw, Noise = (ulong)counts.Noise, Both = (ulong)counts.Both,
    };

    private static StatusPairCounter Write(KeyValuePair<StatusPair, long> cell) => new()
    {
        Production = (uint)cell.Key.Production, Other = (uint)cell.Key.Other, Count = (ulong)cell.Value,
    };

    private static LatencyPairCounters Write(LatencyPairs pairs) => new()
    {
        Slower = MetricsPages.Write(pairs.Slower), Faster = MetricsPages.Write(pairs.Faster), Ratio = MetricsPages.Write(pairs.Ratio),
    };

    private static ComparisonCounts Read(ComparisonPart part) => new(
        MetricsPages.Read(part.Outcomes, ComparisonOutcomes.Count),
        Read(part.Different),
        part.Endpoints.GroupBy(e => e.Endpoint).ToDictionary(e => e.Key, e => e.Select(Read).Aggregate((a, b) => a.Add(b))),
        Read(part.ShadowStatuses),
        Read(part.BaselineStatuses),
        Read(part.ShadowLatency),
        Read(part.BaselineLatency));

    private static EndpointCounts Read(EndpointCounters message) => new(
        (long)message.Heads,
        (long)message.Bodies,
        (long)message.PairedHeads,
        (long)message.PairedBodies,
        message.Fields.GroupBy(f => f.Path).ToDictionary(f => f.Key, f => f.Select(Read).Aggregate((a, b) => a.Add(b))));

    // Kinds that a newer node knows and this one does not are in the sum of all kinds.
    private static FieldCounts Read(FieldCounters message) => new(
        Read(message.Any),
        message.Kinds.Where(k => k.Key < DifferenceKinds.Count).ToDictionary(k => (DifferenceKind)k.Key, k => Read(k.Value)));

    private static PairCounts Read(PairCounters? message) =>
        message is null ? default : new PairCounts((long)message.Raw, (long)message.PairedRaw, (long)message.Noise, (long)message.Both);

    private static Dictionary<StatusPair, long> Read(IEnumerable<StatusPairCounter> cells) => cells
        .GroupBy(c => new StatusPair((int)c.Production, (int)c.Other))
        .ToDictionary(c => c.Key, c => c.Sum(cell => (long)cell.Count));

    private static LatencyPairs Read(LatencyPairCounters? message) => message is null
        ? LatencyPairs.Empty
        : new LatencyPairs(MetricsPages.Read(message.Slower), MetricsPages.Read(message.Faster), MetricsPages.Read(message.Ratio));
}
