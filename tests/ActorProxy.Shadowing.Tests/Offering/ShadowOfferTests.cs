using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Offering;

public sealed class ShadowOfferTests
{
    private static readonly CopyTraits Get = new() { Method = "GET" };

    private readonly ShadowMeter _meter = new();
    private readonly ByteBudget _budget = new(100_000);

    [Fact]
    public void Wants_atFullWeight_saysYesAndCountsAnOffer()
    {
        var offer = Offer();

        Assert.True(offer.Wants(Get, out var ticket));

        Assert.InRange(ticket.SamplePoint, 0, 0.9999999);
        Assert.Null(ticket.OrderKey);
        Assert.Equal((1, 1), (_meter.Read().Offered, _meter.Read().UnderWay));
    }

    [Fact]
    public void Wants_aThousandTimesAtWeightTen_saysYesAHundredTimes()
    {
        var offer = Offer(weight: 10);

        var wanted = Enumerable.Range(0, 1000).Count(i => offer.Wants(Get, out _));

        Assert.Equal((100, 900), (wanted, (int)Count(CopyOutcome.SampledOut)));
    }

    [Theory]
    [InlineData(true, true, "POST", CopyOutcome.SkippedLoop)]
    [InlineData(false, true, "POST", CopyOutcome.SkippedUpgrade)]
    [InlineData(false, false, "POST", CopyOutcome.SkippedMethod)]
    [InlineData(false, false, "get", CopyOutcome.SkippedMethod)]
    [InlineData(false, false, "GET", CopyOutcome.Paused)]
    public void Wants_withSeveralReasonsAgainst_countsTheFirst(bool isCopy, bool isUpgrade, string method, CopyOutcome expected)
    {
        var offer = Offer(weight: 0, methods: ["HEAD", "GET"]);
        offer.Apply(Paused());

        Assert.False(offer.Wants(new CopyTraits { Method = method, IsUpgrade = isUpgrade, IsCopy = isCopy }, out _));

        Assert.Equal(1, Count(expected));
        Assert.Equal(0, _meter.Read().UnderWay);
    }

    [Fact]
    public void Wants_ofAComparedShadow_asksForAPercentageOfTheReplies()
    {
        var offer = Offer();
        Assert.True(offer.Wants(Get, out var plain));
        Assert.Null(plain.ReplyLimit);

        offer.Use(Routes.Shadow(settings: new ShadowSettings { Compare = new CompareSettings { MaxReplyBytes = 5, Sample = 25 } }));

        var limits = Enumerable.Range(0, 1000).Select(_ => offer.Wants(Get, out var ticket) ? ticket.ReplyLimit : -1).ToArray();
        Assert.Equal((250, 750), (limits.Count(limit => limit == 5), limits.Count(limit => limit is null)));
    }

    [Fact]
    public void Wants_ofARequestWithAnOrderingKey_putsTheKeyOnTheTicket()
    {
        var offer = Offer();

        Assert.True(offer.Wants(new CopyTraits { Method = "GET", OrderKey = 8 }, out var ticket));

        Assert.Equal(8UL, ticket.OrderKey);
    }

    [Fact]
    public void Wants_ofAKey_isTheSameEachTimeAndOnEachEdge()
    {
        var (here, there) = (Offer(weight: 30), Offer(weight: 30));
        var keys = Enumerable.Range(0, 1000).Select(i => new CopyTraits { Method = "GET", SampleKey = (ulong)i * 0x9E3779B97F4A7C15 }).ToArray();

        var first = keys.Select(traits => here.Wants(traits, out _)).ToArray();

        Assert.Equal(first, keys.Select(traits => here.Wants(traits, out _)));
        Assert.Equal(first, keys.Select(traits => there.Wants(traits, out _)));
        Assert.InRange(first.Count(wanted => wanted), 250, 350);
    }

    [Fact]
    public void Apply_ofAWeight_overridesTheConfiguredOne_untilItIsTakenBack()
    {
        var offer = Offer(weight: 0);
        Assert.False(offer.Wants(Get, out _));

        offer.Apply(Weight(100));
        Assert.True(offer.Wants(Get, out _));

        offer.Apply(Weight(null));
        Assert.False(offer.Wants(Get, out _));
    }

    [Fact]
    public void Use_ofAnotherRoute_keepsControlAndTakesTheRoutesSettings()
    {
        var offer = Offer(weight: 0);
        offer.Apply(Weight(100));

        offer.Use(Routes.Shadow(weight: 0, settings: new ShadowSettings { MaxBodyBytes = 77, Methods = ["GET"] }));

        Assert.Equal(77, offer.MaxBodyBytes);
        Assert.True(offer.Wants(Get, out _));
        Assert.False(offer.Wants(new CopyTraits { Method = "PUT" }, out _));
    }

    [Fact]
    public void Offer_keepsTheCopyForTheStream()
    {
        var offer = Offer();
        offer.Offer(Wanted(offer), Requests.Get("/x"));

        Assert.True(offer.Buffer.TryTakeAny(out var shipment));
        Assert.Equal(["/x"], BufferReader.Paths(shipment));
        Assert.Equal(1, _meter.Read().UnderWay);
    }

    [Fact]
    public void Offer_beyondTheBudget_isDropped()
    {
        var offer = Offer();
        offer.Offer(Wanted(offer), Requests.Post(new byte[200_000]));

        Assert.Equal(1, Count(CopyOutcome.DroppedBufferFull));
    }

    [Theory]
    [InlineData(CopyOutcome.Aborted)]
    [InlineData(CopyOutcome.BodyTooLarge)]
    [InlineData(CopyOutcome.DroppedBufferFull)]
    public void GiveUp_countsItsOutcome(CopyOutcome outcome)
    {
        var offer = Offer();
        offer.GiveUp(Wanted(offer), outcome);

        Assert.Equal(1, Count(outcome));
        Assert.Equal(0, _meter.Read().UnderWay);
    }

    [Fact]
    public void TryReserveRecording_sharesTheBudgetOfTheCopies()
    {
        var offer = Offer();

        Assert.True(offer.TryReserveRecording(99_900));
        offer.Offer(Wanted(offer), Requests.Get("/" + new string('p', 200)));
        Assert.Equal(1, Count(CopyOutcome.DroppedBufferFull));
        Assert.False(offer.TryReserveRecording(101));

        offer.ReleaseRecording(99_900);
        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public void Close_countsWhatComesLaterAsUnknownMapping_untilTheRouteIsBack()
    {
        var offer = Offer();
        var ticket = Wanted(offer);

        offer.Close();
        offer.Offer(ticket, Requests.Get());
        Assert.False(offer.Wants(Get, out _));
        Assert.Equal(2, Count(CopyOutcome.UnknownMapping));
        Assert.True(offer.Buffer.IsEmpty);

        offer.Use(offer.Route);
        Assert.True(offer.Wants(Get, out _));
    }

    [Fact]
    public void Sweep_endsWhatWaits_andReturnsItsBytes()
    {
        var offer = Offer();
        offer.Offer(Wanted(offer), Requests.Get());
        offer.Offer(Wanted(offer), Requests.Post(new byte[60_000]));

        offer.Sweep(CopyOutcome.Unconfirmed);

        Assert.Equal(2, Count(CopyOutcome.Unconfirmed));
        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public async Task Close_whileRequestsOffer_leavesNothingBehind()
    {
        for (var round = 0; round < 500; round++)
        {
            var offer = Offer();
            using var start = new Barrier(3);
            var offering = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    for (var i = 0; i < 20; i++) offer.Offer(Requests.Ticket, Requests.Get());
                },
                TaskCreationOptions.LongRunning)).ToArray();
            start.SignalAndWait();
            offer.Close();
            offer.Sweep(CopyOutcome.Unconfirmed);
            await Task.WhenAll(offering);

            Assert.True(offer.Buffer.IsEmpty);
            Assert.Equal(0, _budget.Used);
            Assert.Equal(40 * (round + 1), _meter.Read().Outcomes.Sum());
        }
    }

    [Fact]
    public void Offer_ofAnOrderedShadow_goesToTheLaneOfItsKey_andWithoutAKeyToAllInTurn()
    {
        var offer = new ShadowOffer(
            Routes.Shadow(settings: new ShadowSettings { Lanes = 4, OrderBy = new KeySource(KeyKind.ClientAddress) }), _meter, _budget, TimeProvider.System);

        for (ulong key = 0; key < 40; key++) offer.Offer(new CopyTicket(0, key), Requests.Get($"/{key}"));
        foreach (var (lane, buffer) in offer.Buffers)
        {
            Assert.True(buffer.TryTakeAny(out var shipment));
            Assert.Equal(Enumerable.Range(0, 40).Where(key => key % 4 == lane).Select(key => $"/{key}"), BufferReader.Paths(shipment));
        }

        for (var i = 0; i < 8; i++) offer.Offer(new CopyTicket(0, null), Requests.Get());
        Assert.Equal([2, 2, 2, 2], offer.Buffers.Select(b => b.Buffer.TryTakeAny(out var shipment) ? shipment.Count : 0));
    }

    [Fact]
    public void Wants_allocatesNothing()
    {
        var offer = Offer(weight: 50, methods: ["HEAD", "POST", "GET"]);
        for (var i = 0; i < 100; i++) offer.Wants(Get, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++) offer.Wants(Get, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private ShadowOffer Offer(double weight = 100, string[]? methods = null) =>
        new(Routes.Shadow(weight: weight, settings: new ShadowSettings { Methods = methods ?? [] }), _meter, _budget, TimeProvider.System);

    private static CopyTicket Wanted(ShadowOffer offer)
    {
        Assert.True(offer.Wants(Get, out var ticket));
        return ticket;
    }

    private long Count(CopyOutcome outcome) => _meter.Read().Outcomes[(int)outcome];

    private static ControlState Paused() => Control(new ShadowControlSetting(null, true, Stamp));

    private static ControlState Weight(double? weight) => Control(new ShadowControlSetting(weight, false, Stamp));

    private static ControlState Control(ShadowControlSetting setting) =>
        new(false, null, new Dictionary<string, ShadowControlSetting> { ["shadow"] = setting });

    private static ControlStamp Stamp { get; } = new("test", DateTimeOffset.UnixEpoch, null);
}
