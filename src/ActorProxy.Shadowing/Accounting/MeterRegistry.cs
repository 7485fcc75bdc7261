using System.Collections.Concurrent;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Telemetry;

namespace ActorProxy.Shadowing.Accounting;

/// <summary>This process's meters. They outlive reloads and actor systems, so nothing that was counted is ever counted anew.</summary>
/// <param name="pushed">Instruments that record each duration while something listens to them; null where nothing ever does.</param>
internal sealed class MeterRegistry(NodeMeters? pushed = null) : IProductionMeters
{
    private readonly ConcurrentDictionary<string, ShadowMeter> _shadows = new();
    private readonly ConcurrentDictionary<string, ProductionMeter> _productions = new();
    private readonly ConcurrentDictionary<string, ComparisonMeter> _comparisons = new();

    /// <inheritdoc/>
    public ProductionMeter For(string mapping) =>
        _productions.GetOrAdd(mapping, static (name, pushed) => new ProductionMeter(pushed?.Server, name), pushed);

    /// <summary>The meter of the shadow Mapping of that name; always the same one for the same name.</summary>
    public ShadowMeter Shadow(string mapping) =>
        _shadows.GetOrAdd(mapping, static (name, pushed) => new ShadowMeter(pushed, name), pushed);

    /// <summary>The meter of that production Mapping, if it was ever asked for.</summary>
    public ProductionMeter? FindProduction(string mapping) => _productions.GetValueOrDefault(mapping);

    /// <summary>The meter of that shadow Mapping, if it was ever asked for.</summary>
    public ShadowMeter? FindShadow(string mapping) => _shadows.GetValueOrDefault(mapping);

    /// <summary>The meter of the comparisons of a shadow Mapping; always the same one for the same name.</summary>
    public ComparisonMeter Comparison(string mapping) => _comparisons.GetOrAdd(mapping, static _ => new ComparisonMeter());

    /// <summary>The same, or null when nothing of that name was compared here.</summary>
    public ComparisonMeter? FindComparison(string mapping) => _comparisons.GetValueOrDefault(mapping);

    /// <summary>The meters of shadow Mappings, by name.</summary>
    public IEnumerable<KeyValuePair<string, ShadowMeter>> Shadows => _shadows;

    /// <summary>The meters of production Mappings, by name.</summary>
    public IEnumerable<KeyValuePair<string, ProductionMeter>> Productions => _productions;

    /// <summary>The meters of comparisons, by the shadow Mapping's name.</summary>
    public IEnumerable<KeyValuePair<string, ComparisonMeter>> Comparisons => _comparisons;

    /// <summary>All counters as of now.</summary>
    public NodeCounts Read() => new(
        _shadows.ToDictionary(s => s.Key, s => s.Value.Read()),
        _productions.ToDictionary(p => p.Key, p => p.Value.Read()))
    {
        Comparisons = _comparisons.ToDictionary(c => c.Key, c => c.Value.Read()),
    };
}
