using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Admin.Tests.Fakes;

/// <summary>A small table: a canary pair with a shadow, and a route with a shadow that nothing was counted for.</summary>
public static class SampleRoutes
{
    public static RouteTableStore Loaded()
    {
        var store = new RouteTableStore();
        store.Swap(Table());
        return store;
    }

    public static RouteTable Table()
    {
        var checkout = Shadow("checkout-shadow", 10, new ShadowSettings { Compare = new CompareSettings() });
        var other = Shadow("other-shadow", 0.5);
        return new RouteTable
        {
            Generation = "g-1",
            Groups =
            [
                new RouteGroup
                {
                    Index = 0,
                    Prefix = "/checkout/",
                    Productions = [Production("checkout", null, 70, TimeSpan.FromSeconds(3)), Production("checkout-canary", 30, 30, null)],
                    Shadows = [checkout],
                },
                new RouteGroup { Index = 1, Prefix = "/other/", Productions = [Production("other", null, 100, null)], Shadows = [other] },
            ],
            Findings =
            [
                new Finding(Severity.Error, "bad-weight", "broken.default", "spec.weight must be a number", "maps.yaml", 12, "spec.weight"),
                new Finding(Severity.Warning, "unknown-field", "checkout.default", "spec.colour is not known"),
                new Finding(Severity.Notice, "other-kind", "", "a Service was passed over"),
            ],
            Shadows = new Dictionary<string, ShadowRoute> { [checkout.Name] = checkout, [other.Name] = other },
        };
    }

    private static ShadowRoute Shadow(string name, double weight, ShadowSettings? settings = null) => new()
    {
        Name = name, Service = new ServiceTarget("http", name, 80, false), Weight = weight, Settings = settings ?? ShadowSettings.Default,
    };

    private static ProductionRoute Production(string name, int? weight, double share, TimeSpan? timeout) => new()
    {
        Name = name, Service = new ServiceTarget("http", name, 8080, true), Weight = weight, Share = share, Timeout = timeout, Rewrite = PathRewrite.None,
    };
}
