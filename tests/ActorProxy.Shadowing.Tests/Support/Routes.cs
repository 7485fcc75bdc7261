using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Shadow routes and tables of nothing else.</summary>
internal static class Routes
{
    public static ShadowRoute Shadow(string name = "shadow", double weight = 100, ShadowSettings? settings = null, ServiceTarget? service = null) => new()
    {
        Name = name,
        Service = service ?? new ServiceTarget("http", name, 80, HasExplicitPort: false),
        Weight = weight,
        Settings = settings ?? ShadowSettings.Default,
    };

    public static RouteTable Table(params ShadowRoute[] shadows) => new()
    {
        Generation = Guid.NewGuid().ToString(),
        Groups = [],
        Findings = [],
        Shadows = shadows.ToDictionary(shadow => shadow.Name),
    };

    public static RouteTableStore Store(params ShadowRoute[] shadows)
    {
        var store = new RouteTableStore();
        store.Swap(Table(shadows));
        return store;
    }
}
