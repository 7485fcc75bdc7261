using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Logging;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A shadow whose replies are compared with a baseline's.</summary>
internal static class ComparedTarget
{
    public static ShadowTarget At(int shadow, int baseline, CopyLog? log = null)
    {
        var services = new FakeServices(shadow) { Elsewhere = { ["baseline"] = baseline } };
        var settings = new ShadowSettings
        {
            Timeout = Deadline.Limit,
            Compare = new CompareSettings { Baseline = new ServiceTarget("http", "baseline", 80, HasExplicitPort: false) },
        };
        var routes = Routes.Store(Routes.Shadow(settings: settings));
        return new ShadowTargets(routes, new FakeControl(), services, TimeProvider.System, Records.Create(), log).Find("shadow")!;
    }

    /// <summary>Sends a copy with production's reply to both, and compares.</summary>
    public static async Task SendAsync(ShadowTarget target, params (string Name, string Value)[] headers)
    {
        var content = Requests.Compared("""{"a":1}""", "/", headers: headers);
        using var compared = ComparedCopy.Send(target, Copy.Decode(Requests.Encode(content, Requests.ComparedTicket)), withBaseline: true);
        await compared.Sending.InTime();
        await compared.CompareAsync().InTime();
    }
}
