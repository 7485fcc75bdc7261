using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Dispatching.Sending;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A shadow's target with connections of its own.</summary>
internal sealed class TestTarget : IDisposable
{
    private TestTarget(ShadowRoute route, FakeServices services) =>
        Target = new ShadowTarget(route, services.For(route.Service), CopyConnections.Create(route, TimeProvider.System), new CircuitBreaker(TimeProvider.System), ControlState.Default);

    public ShadowTarget Target { get; }

    public static TestTarget At(int port, TimeSpan? timeout = null, string scheme = "http", ShadowSettings? settings = null) => new(
        Routes.Shadow(
            settings: (settings ?? ShadowSettings.Default) with { Timeout = timeout ?? TimeSpan.FromSeconds(10) },
            service: new ServiceTarget(scheme, "shadow.test", 443, HasExplicitPort: false)),
        new FakeServices(port));

    public static TestTarget Nowhere() => new(Routes.Shadow(), new FakeServices());

    public void Dispose() => Target.Connections.Dispose();
}
