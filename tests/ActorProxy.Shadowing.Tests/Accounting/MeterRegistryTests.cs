using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Tests.Accounting;

public sealed class MeterRegistryTests
{
    private readonly MeterRegistry _registry = new();

    [Fact]
    public void A_name_alwaysHasTheSameMeter()
    {
        Assert.Same(_registry.Shadow("a"), _registry.Shadow("a"));
        Assert.Same(_registry.For("a"), _registry.For("a"));
        Assert.NotSame(_registry.Shadow("a"), _registry.Shadow("b"));
    }

    [Fact]
    public void Read_givesAllMetersByName()
    {
        _registry.Shadow("s").Offered();
        _registry.For("p").Record(200, failed: false, TimeSpan.Zero);

        var counts = _registry.Read();

        Assert.Equal(1, Assert.Single(counts.Shadows).Value.Offered);
        Assert.Equal("p", Assert.Single(counts.Productions).Key);
    }
}
