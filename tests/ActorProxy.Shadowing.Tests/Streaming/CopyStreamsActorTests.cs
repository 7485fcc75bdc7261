using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Streaming;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Wire.Generated;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using CopyBatch = ActorProxy.Shadowing.Copies.CopyBatch;

namespace ActorProxy.Shadowing.Tests.Streaming;

public sealed class CopyStreamsActorTests : TestKit
{
    private static readonly CopyTraits Get = new() { Method = "GET" };

    private readonly MeterRegistry _meters = new();
    private readonly RouteTableStore _routes = new();
    private readonly CopyLedger _ledger = new(TimeProvider.System);
    private readonly ShadowOffers _offers;
    private readonly TestProbe _region;
    private readonly LaneDelivery _delivery;

    public CopyStreamsActorTests()
    {
        _offers = new ShadowOffers(_meters, new FakeControl(), _routes, new OfferLimits(), TimeProvider.System);
        _region = CreateTestProbe();
        _delivery = new LaneDelivery(_region, _ledger, 1, "akka://test/user/settlements", TimeProvider.System);
    }

    [Fact]
    public async Task Every_shadowOfTheTable_hasItsStream()
    {
        _routes.Swap(Routes.Table(Routes.Shadow("a"), Routes.Shadow("b")));
        Start();

        Offer("a");
        Assert.Equal("a", await DeliveredAsync());
        Offer("b");
        Assert.Equal("b", await DeliveredAsync());
    }

    [Fact]
    public async Task A_shadowThatComesLater_getsItsStream_withWhatWasOfferedBefore()
    {
        Start();
        Offer("late", _offers.For(Routes.Shadow("late")));

        _routes.Swap(Routes.Table(Routes.Shadow("late")));

        Assert.Equal("late", await DeliveredAsync());
    }

    [Fact]
    public async Task A_shadowThatGoes_deliversWhatItHolds_andItsStreamEnds()
    {
        _routes.Swap(Routes.Table(Routes.Shadow("a")));
        Start();
        Offer("a");
        Assert.Equal("a", await DeliveredAsync());
        Offer("a", copies: 3);

        _routes.Swap(Routes.Table());
        Assert.Equal("a", await DeliveredAsync(3));

        // A stream that comes back is another one.
        _routes.Swap(Routes.Table(Routes.Shadow("a")));
        _offers.For(Routes.Shadow("a"));
        Offer("a");
        Assert.Equal("a", await DeliveredAsync());
    }

    [Fact]
    public async Task More_lanes_areInForce_alsoWhileTheBufferIsNeverEmpty()
    {
        _routes.Swap(Routes.Table(Shadow(lanes: 1)));
        Start();
        for (var i = 0; i < 30; i++) OfferLarge("a");
        await _region.ExpectMsgAsync<CopyBatch>(Deadline.Limit);

        _routes.Swap(Routes.Table(Shadow(lanes: 4)));

        // What lane 0 has under way is never admitted, yet copies reach the other lanes.
        _region.Reply(new Admission { Verdict = Admission.Types.Verdict.Refused });
        var lanes = new HashSet<int>();
        while (lanes.Count < 4)
        {
            OfferLarge("a");
            var batch = await _region.ExpectMsgAsync<CopyBatch>(Deadline.Limit);
            lanes.Add(batch.Lane);
            _region.Reply(new Admission { Verdict = Admission.Types.Verdict.Refused });
        }
    }

    [Fact]
    public async Task Copies_ofAShadowThatWentWhileNoStreamRan_areCounted()
    {
        var offer = _offers.For(Routes.Shadow("gone"));
        Offer("gone", offer, copies: 4);

        Start();

        await Deadline.UntilAsync(() => Outcome("gone", CopyOutcome.UnknownMapping) == 4, "they are unknown");
        Assert.Equal(0, _offers.All["gone"].Budget.Used);
    }

    [Fact]
    public async Task A_restartedActor_goesOnWithWhatTheBuffersHold()
    {
        _routes.Swap(Routes.Table(Routes.Shadow("a")));
        var first = Start();
        Offer("a");
        Assert.Equal("a", await DeliveredAsync());

        Watch(first);
        Sys.Stop(first);
        await ExpectTerminatedAsync(first, Deadline.Limit);
        Offer("a", copies: 2);
        await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        Start();

        Assert.Equal("a", await DeliveredAsync(2));
    }

    [Fact]
    public async Task A_stream_usesTheSettingsInForce_notThoseItStartedWith()
    {
        _routes.Swap(Routes.Table(Routes.Shadow("a", weight: 100)));
        var offer = _offers.For(Routes.Shadow("a", weight: 0));
        Start();
        await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));

        Assert.False(offer.Wants(Get, out _));
    }

    private static ShadowRoute Shadow(int lanes) => Routes.Shadow("a", settings: new ShadowSettings { Lanes = lanes });

    private IActorRef Start() => Sys.ActorOf(CopyStreamsActor.Props(_routes, _offers, _ledger, _delivery, TimeProvider.System));

    private void Offer(string shadow, ICopyOffer? offer = null, int copies = 1)
    {
        offer ??= _offers.Find(Routes.Shadow(shadow));
        for (var i = 0; i < copies; i++)
        {
            Assert.True(offer.Wants(Get, out var ticket));
            offer.Offer(ticket, Requests.Get());
        }
    }

    private void OfferLarge(string shadow) => _offers.Find(Routes.Shadow(shadow)).Offer(Requests.Ticket, Requests.Post(new byte[CopyBatch.MaxBytes - 500]));

    /// <summary>The Mapping of the next delivered copies.</summary>
    private async Task<string> DeliveredAsync(int copies = 1)
    {
        while (true)
        {
            var batch = await _region.ExpectMsgAsync<CopyBatch>(Deadline.Limit);
            _region.Reply(new Admission { Verdict = Admission.Types.Verdict.Admitted, NodeUid = 1 });
            copies -= batch.Count;
            if (copies <= 0) return batch.Mapping;
        }
    }

    private long Outcome(string shadow, CopyOutcome outcome) => _meters.Shadow(shadow).Read().Outcomes[(int)outcome];
}
