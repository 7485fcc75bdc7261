using System.Diagnostics.Metrics;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>What became of the copies that were offered at this node, and the memory that they hold, as instruments that read their meters.</summary>
internal sealed class CopyInstruments
{
    private static readonly KeyValuePair<string, object?> ToShadow = new("target", "shadow");

    private readonly MeterRegistry _registry;
    private readonly ShadowOffers _offers;
    private readonly RouteTableStore _routes;

    public CopyInstruments(Meter meter, MeterRegistry registry, ShadowOffers offers, RouteTableStore routes)
    {
        (_registry, _offers, _routes) = (registry, offers, routes);
        meter.CreateObservableCounter(
            "actorproxy.copies", Outcomes, "{copy}", "Copies by the one outcome that each of them ends in.");
        meter.CreateObservableCounter(
            "actorproxy.copies.offered", Offered, "{copy}", "Production requests that matched a group with this shadow.");
        meter.CreateObservableCounter(
            "actorproxy.comparisons", Comparisons, "{copy}", "Replies compared with production's, by what came of it.");
        meter.CreateObservableCounter(
            "actorproxy.copy.responses", Responses, "{copy}", "Replies of shadows by status code.");
        meter.CreateObservableGauge(
            "actorproxy.buffer.used", () => Bytes(budget => budget.Used), "By", "Bytes that copies of this shadow hold at this edge.");
        meter.CreateObservableGauge(
            "actorproxy.buffer.limit", () => Bytes(budget => budget.Limit), "By", "Bytes that copies of this shadow may hold at this edge.");
        meter.CreateObservableGauge(
            "actorproxy.node.buffer.used", () => offers.NodeBudget.Used, "By", "Bytes that all copies hold at this edge.");
        meter.CreateObservableGauge(
            "actorproxy.node.buffer.limit", () => offers.NodeBudget.Limit, "By", "Bytes that all copies may hold at this edge.");
    }

    /// <summary>How long shadows took, and production for the same requests.</summary>
    public IEnumerable<DurationFamily> ReadDurations()
    {
        yield return new DurationFamily(
            NodeMeters.ClientDuration,
            NodeMeters.ClientDurationText,
            [.. Names().Select(name => new DurationSeries([Label(name), ToShadow], Buckets(Find(name)?.ReadShadowLatency())))]);
        yield return new DurationFamily(
            NodeMeters.PairedDuration,
            NodeMeters.PairedDurationText,
            [.. Names().Select(name => new DurationSeries([Label(name)], Buckets(Find(name)?.ReadProductionLatency())))]);
    }

    // A request that is offered while this is read shows in what is offered only, not in an outcome without an offer.
    private IEnumerable<Measurement<long>> Outcomes()
    {
        foreach (var name in Names())
        {
            var meter = Find(name);
            foreach (var outcome in CopyOutcomes.All)
                yield return new Measurement<long>(meter?.CountOf(outcome) ?? 0, Label(name), new("outcome", outcome.Name()));
        }
    }

    private IEnumerable<Measurement<long>> Offered() => Names().Select(name => new Measurement<long>(Find(name)?.OfferedCount ?? 0, Label(name)));

    private IEnumerable<Measurement<long>> Comparisons()
    {
        foreach (var name in Names())
        {
            var meter = Find(name);
            foreach (var outcome in ComparisonOutcomes.All)
                yield return new Measurement<long>(meter?.CountOf(outcome) ?? 0, Label(name), new("outcome", outcome.Name()));
        }
    }

    private IEnumerable<Measurement<long>> Responses()
    {
        foreach (var (name, meter) in _registry.Shadows)
        {
            foreach (var (code, count) in meter.ReadStatuses())
                yield return new Measurement<long>(count, Label(name), new("code", code));
        }
    }

    private IEnumerable<Measurement<long>> Bytes(Func<ByteBudget, long> read) =>
        _offers.All.Select(offer => new Measurement<long>(read(offer.Value.Budget), Label(offer.Key)));

    // Also those that are configured and have counted nothing yet: a rate needs its zero.
    private IEnumerable<string> Names() =>
        _registry.Shadows.Select(s => s.Key).Union(_routes.Current.Shadows.Keys).Order(StringComparer.Ordinal);

    private ShadowMeter? Find(string name) => _registry.FindShadow(name);

    private static DurationBuckets Buckets(HistogramCounts? counts) => DurationBuckets.Of(counts ?? HistogramCounts.Empty);

    private static KeyValuePair<string, object?> Label(string mapping) => new(TelemetryNames.Mapping, mapping);
}
