using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class ShadowTargetsTests
{
    private readonly FakeControl _control = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RouteTableStore _routes = Routes.Store(Routes.Shadow("a", weight: 10), Routes.Shadow("b"));

    [Fact]
    public void Find_followsTheTable()
    {
        var targets = Targets();
        Assert.NotNull(targets.Find("a"));

        _routes.Swap(Routes.Table(Routes.Shadow("c")));

        Assert.Null(targets.Find("a"));
        Assert.NotNull(targets.Find("c"));
    }

    [Fact]
    public void Control_isInForceForTargetsOfBeforeAndAfter()
    {
        _control.Set(allPaused: false, ("b", null, true));
        var targets = Targets();
        Assert.True(targets.Find("b")!.IsPaused);
        Assert.False(targets.Find("a")!.IsSampled(0.1));

        _control.Set(allPaused: false, ("a", 50, false));
        Assert.False(targets.Find("b")!.IsPaused);
        Assert.True(targets.Find("a")!.IsSampled(0.4999));
        Assert.False(targets.Find("a")!.IsSampled(0.5));

        _routes.Swap(Routes.Table(Routes.Shadow("a", weight: 10, new ShadowSettings { MaxInFlight = 3 })));
        Assert.True(targets.Find("a")!.IsSampled(0.4999));
        Assert.Equal(3, targets.Find("a")!.Settings.MaxInFlight);
    }

    [Fact]
    public void A_reloadOfTheSameService_keepsItsConnectionsAndItsBreaker()
    {
        var targets = Targets();
        var before = targets.Find("a")!;

        _routes.Swap(Routes.Table(Routes.Shadow("a", weight: 99, new ShadowSettings { MaxInFlight = 3 })));

        var after = targets.Find("a")!;
        Assert.Same(before.Connections, after.Connections);
        Assert.Same(before.Breaker, after.Breaker);
        Assert.Same(before.Endpoints, after.Endpoints);
    }

    [Fact]
    public async Task Another_service_getsConnectionsOfItsOwn_andTheOldOnesEndWhenTheirCopiesHave()
    {
        var targets = Targets();
        var before = targets.Find("a")!;

        _routes.Swap(Routes.Table(Routes.Shadow("a", service: new ServiceTarget("http", "other", 80, HasExplicitPort: false))));
        Assert.NotSame(before.Connections, targets.Find("a")!.Connections);
        Assert.NotSame(before.Breaker, targets.Find("a")!.Breaker);

        Assert.False(await IsDisposedAsync(before.Connections));
        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(await IsDisposedAsync(before.Connections));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await Deadline.UntilAsync(() => IsDisposedAsync(before.Connections), "the connections are closed");
    }

    private ShadowTargets Targets() => new(_routes, _control, new FakeServices(1), _time, Records.Create());

    private async Task<bool> IsDisposedAsync(ICopyConnections connections)
    {
        var target = Targets().Find("a")!;
        var endpoint = new ServiceEndpoint("127.0.0.1", 1, "http://127.0.0.1:1");
        try
        {
            await connections.ExchangeAsync(target.Destination.Rules, Copy.Decode(Requests.Encode(Requests.Get())), endpoint, null, CancellationToken.None);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        catch (CopyFailedException)
        {
            return false;
        }
    }
}
