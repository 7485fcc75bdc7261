using System.Collections.Concurrent;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>Gives out meters that a test can read.</summary>
public sealed class FakeMeters : IProductionMeters
{
    private readonly ConcurrentDictionary<string, ProductionMeter> _meters = new();

    public ProductionMeter For(string mapping) => _meters.GetOrAdd(mapping, _ => new ProductionMeter());
}
