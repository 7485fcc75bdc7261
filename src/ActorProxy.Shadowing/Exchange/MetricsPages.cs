using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Wire.Generated;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>Turns counters into messages and back; splits what is too large for one.</summary>
internal static class MetricsPages
{
    /// <summary>Size up to which Mappings are put into one page: well below the remoting frame, so heartbeats never wait long behind one.</summary>
    public const int PageBytes = 48 * 1024;

    /// <summary>Pages that together hold the snapshot; at least one, so that an idle node is seen too.</summary>
    public static IEnumerable<MetricsPage> Split(SnapshotPage snapshot)
    {
        var page = Head(snapshot);
        var size = page.CalculateSize();
        var headSize = size;
        foreach (var (entrySize, entry) in Entries(snapshot.Counts))
        {
            if (size > headSize && size + entrySize > PageBytes)
            {
                yield return page;
                page = Head(snapshot);
                size = headSize;
            }

            if (entry is ShadowCounters shadow) page.Shadows.Add(shadow);
            else if (entry is ProductionCounters production) page.Productions.Add(production);
            else if (entry is ComparisonPart comparison) page.Comparisons.Add(comparison);
            size += entrySize;
        }

        yield return page;
    }

    /// <summary>Reads a page.</summary>
    public static SnapshotPage Read(MetricsPage page) => new(
        page.Incarnation, page.Version, new NodeAddress(page.Address, page.AddressUid), [.. page.Roles],
        Read(page.Shadows, page.Productions, page.Comparisons))
    {
        Suspension = page.Suspension.Length == 0 ? null : page.Suspension,
        Generation = page.Generation,
    };

    /// <summary>Messages that together hold a retired total, in the order in which they are to be sent; at least one.</summary>
    public static IReadOnlyList<RetiredTotal> SplitRetired(IEnumerable<ulong> ids, NodeCounts total)
    {
        var part = new RetiredTotal { Incarnations = { ids } };
        var parts = new List<RetiredTotal> { part };
        var size = part.CalculateSize();
        foreach (var (entrySize, entry) in Entries(total))
        {
            if (size + entrySize > PageBytes)
            {
                parts.Add(part = new RetiredTotal { Part = (uint)parts.Count });
                size = 0;
            }

            if (entry is ShadowCounters shadow) part.Shadows.Add(shadow);
            else if (entry is ProductionCounters production) part.Productions.Add(production);
            else if (entry is ComparisonPart comparison) part.Comparisons.Add(comparison);
            size += entrySize;
        }

        foreach (var each in parts) each.Parts = (uint)parts.Count;
        return parts;
    }

    /// <summary>Reads counters by Mapping.</summary>
    public static NodeCounts Read(
        IEnumerable<ShadowCounters> shadows, IEnumerable<ProductionCounters> productions, IEnumerable<ComparisonPart> comparisons) =>
        new(shadows.ToDictionary(s => s.Mapping, Read), productions.ToDictionary(p => p.Mapping, Read))
        {
            Comparisons = ComparisonParts.Read(comparisons),
        };

    private static MetricsPage Head(SnapshotPage snapshot) => new()
    {
        Incarnation = snapshot.Incarnation,
        Version = snapshot.Version,
        Address = snapshot.Node.Address,
        AddressUid = snapshot.Node.Uid,
        Roles = { snapshot.Roles },
        Suspension = snapshot.Suspension ?? "",
        Generation = snapshot.Generation,
    };

    private static IEnumerable<(int Size, IMessage Entry)> Entries(NodeCounts counts)
    {
        const int tagAndLength = 5;
        IEnumerable<IMessage> messages =
        [
            .. counts.Shadows.Select(s => Write(s.Key, s.Value)),
            .. counts.Productions.Select(p => Write(p.Key, p.Value)),
            .. counts.Comparisons.SelectMany(c => ComparisonParts.Write(c.Key, c.Value)),
        ];
        return messages.Select(message => (message.CalculateSize() + tagAndLength, message));
    }

    private static ShadowCounters Write(string name, ShadowCounts counts)
    {
        var message = new ShadowCounters
        {
            Mapping = name,
            Offered = (ulong)counts.Offered,
            ProductionLatency = Write(counts.ProductionLatency),
            ShadowLatency = Write(counts.ShadowLatency),
        };
        message.Outcomes.AddRange(counts.Outcomes.Select(n => (ulong)n));
        message.Comparisons.AddRange(counts.Comparisons.Select(n => (ulong)n));
        foreach (var (code, n) in counts.Statuses) message.Statuses[(uint)code] = (ulong)n;
        return message;
    }

    private static ProductionCounters Write(string name, ProductionCounts counts)
    {
        var message = new ProductionCounters
        {
            Mapping = name,
            Requests = (ulong)counts.Requests,
            Failed = (ulong)counts.Failed,
            Latency = Write(counts.Latency),
        };
        foreach (var (code, n) in counts.Statuses) message.Statuses[(uint)code] = (ulong)n;
        return message;
    }

    internal static Histogram Write(HistogramCounts counts)
    {
        var message = new Histogram { SumUs = (ulong)counts.SumMicroseconds };
        foreach (var (bucket, n) in counts.Buckets)
        {
            message.Buckets.Add((uint)bucket);
            message.Counts.Add((ulong)n);
        }

        return message;
    }

    private static ShadowCounts Read(ShadowCounters message)
    {
        var outcomes = Read(message.Outcomes, CopyOutcomes.Count);
        return new ShadowCounts(
            (long)message.Offered, outcomes, Read(message.Statuses), Read(message.ProductionLatency), Read(message.ShadowLatency))
        {
            Comparisons = Read(message.Comparisons, ComparisonOutcomes.Count),
        };
    }

    /// <summary>A list of counters, padded with zeros or cut to the length that this version knows.</summary>
    internal static long[] Read(RepeatedField<ulong> counters, int length)
    {
        var result = new long[length];
        for (var i = 0; i < Math.Min(length, counters.Count); i++) result[i] = (long)counters[i];
        return result;
    }

    private static ProductionCounts Read(ProductionCounters message) =>
        new((long)message.Requests, (long)message.Failed, Read(message.Statuses), Read(message.Latency));

    private static SortedDictionary<int, long> Read(IDictionary<uint, ulong> statuses)
    {
        var result = new SortedDictionary<int, long>();
        foreach (var (code, n) in statuses) result[(int)code] = (long)n;
        return result;
    }

    internal static HistogramCounts Read(Histogram? message)
    {
        if (message is null) return HistogramCounts.Empty;
        var buckets = new SortedDictionary<int, long>();
        for (var i = 0; i < Math.Min(message.Buckets.Count, message.Counts.Count); i++)
        {
            if (message.Buckets[i] < LatencyHistogram.BucketCount) buckets[(int)message.Buckets[i]] = (long)message.Counts[i];
        }

        return new HistogramCounts(buckets, (long)message.SumUs);
    }
}
