using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Offering;

public sealed class ShadowOffersTests
{
    private static readonly CopyTraits Get = new() { Method = "GET" };

    private readonly MeterRegistry _meters = new();
    private readonly FakeControl _control = new();
    private readonly RouteTableStore _routes = new();

    [Fact]
    public void For_theSameName_givesTheSameOfferWithTheNewRoute()
    {
        var offers = Offers();

        var first = offers.For(Routes.Shadow("a", weight: 100));
        var second = offers.For(Routes.Shadow("a", weight: 0));

        Assert.Same(first, second);
        Assert.False(first.Wants(Get, out _));
    }

    [Fact]
    public void Find_ofAKnownShadow_leavesItsRoute()
    {
        var offers = Offers();
        var offer = offers.For(Routes.Shadow("a", weight: 100));

        Assert.Same(offer, offers.Find(Routes.Shadow("a", weight: 0)));

        Assert.True(offer.Wants(Get, out _));
    }

    [Fact]
    public void Control_appliesToOffersOfBeforeAndAfter()
    {
        var offers = Offers();
        var before = offers.For(Routes.Shadow("before", weight: 0));

        _control.Set(allPaused: false, ("before", 100, false), ("after", null, true));
        var after = offers.For(Routes.Shadow("after"));

        Assert.True(before.Wants(Get, out _));
        Assert.False(after.Wants(Get, out _));
        Assert.Equal(1, _meters.Shadow("after").Read().Outcomes[(int)CopyOutcome.Paused]);
    }

    [Fact]
    public void Control_ofBeforeTheStart_isInForce()
    {
        _control.Set(allPaused: true);

        Assert.False(Offers().For(Routes.Shadow()).Wants(Get, out _));
    }

    [Fact]
    public void Removal_closesTheOffer_andItsReturnOpensIt()
    {
        var offers = Offers();
        var (stays, goes) = (Routes.Shadow("stays"), Routes.Shadow("goes"));
        _routes.Swap(Routes.Table(stays, goes));
        var (staying, going) = (offers.For(stays), offers.For(goes));

        _routes.Swap(Routes.Table(stays));
        Assert.True(staying.Wants(Get, out _));
        Assert.False(going.Wants(Get, out _));

        _routes.Swap(Routes.Table(stays, goes));
        Assert.Same(going, offers.For(goes));
        Assert.True(going.Wants(Get, out _));
    }

    [Fact]
    public void Removal_keepsTheCounts()
    {
        var offers = Offers();
        offers.For(Routes.Shadow("a")).Wants(Get, out _);
        _routes.Swap(Routes.Table());
        offers.For(Routes.Shadow("a")).Wants(Get, out _);

        Assert.Equal(2, _meters.Shadow("a").Read().Offered);
    }

    [Fact]
    public void All_shadowsTogether_holdNoMoreThanTheNodesBudget()
    {
        var offers = Offers(new OfferLimits(ShadowBytes: 1_000, NodeBytes: 1_500));
        var (first, second) = (offers.For(Routes.Shadow("a")), offers.For(Routes.Shadow("b")));

        Assert.True(first.TryReserveRecording(1_000));
        Assert.False(first.TryReserveRecording(1));
        Assert.False(second.TryReserveRecording(501));
        Assert.True(second.TryReserveRecording(500));
    }

    [Fact]
    public void AbandonAll_endsWhatWaitsAsUnconfirmed_andTakesNoMore()
    {
        var offers = Offers();
        foreach (var name in new[] { "a", "b" })
        {
            var offer = offers.For(Routes.Shadow(name));
            Assert.True(offer.Wants(Get, out var ticket));
            offer.Offer(ticket, Requests.Get());
        }

        offers.AbandonAll();

        foreach (var (name, offer) in offers.All)
        {
            Assert.Equal(1, _meters.Shadow(name).Read().Outcomes[(int)CopyOutcome.Unconfirmed]);
            Assert.Equal(0, offer.Budget.Used);
            Assert.False(offer.Wants(Get, out _));
        }
    }

    private ShadowOffers Offers(OfferLimits? limits = null) => new(_meters, _control, _routes, limits ?? new OfferLimits(), TimeProvider.System);
}
