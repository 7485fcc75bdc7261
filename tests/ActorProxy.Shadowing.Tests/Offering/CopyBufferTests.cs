using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Offering;

public sealed class CopyBufferTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_123));
    private readonly ByteBudget _budget = new(1024 * 1024);

    [Fact]
    public void TryAdd_thenTryTakeAny_givesTheCopiesInOrderWithTheTimeOfTheOffer()
    {
        var buffer = Buffer();
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get("/1")));
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get("/2")));

        Assert.False(buffer.TryTakeFull(out _));
        Assert.True(buffer.TryTakeAny(out var shipment));

        var copies = CopyBatch.Split(shipment.Bytes).Select(c => Copy.Decode(c)).ToArray();
        Assert.Equal((2, false), (shipment.Count, shipment.IsLarge));
        Assert.Equal(["/1", "/2"], copies.Select(c => Requests.Text(c.PathAndQuery)));
        Assert.Equal([0.0, 5.0], copies.Select(c => (c.OfferedAt - copies[0].OfferedAt).TotalMilliseconds));
        Assert.True(buffer.IsEmpty);
        Assert.False(buffer.TryTakeAny(out _));
    }

    [Fact]
    public void A_shipment_holdsAsManyBytesOfTheBudgetAsItHas()
    {
        var buffer = Buffer();
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get("/1")));
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[200_000])));

        var held = Take(buffer).Sum(shipment =>
        {
            Assert.Equal(shipment.Bytes.Length, shipment.BudgetBytes);
            return shipment.BudgetBytes;
        });

        Assert.Equal(_budget.Used, held);
    }

    [Fact]
    public void TryAdd_moreThanABatchHolds_sealsFullBatchesWithinTheirSize()
    {
        var buffer = Buffer();
        for (var i = 0; i < 10; i++) Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[20_000], $"/{i}")));

        Assert.True(buffer.TryTakeFull(out var full));
        Assert.Equal(2, full.Count);
        var all = Take(buffer).Prepend(full).ToArray();

        Assert.All(all, shipment => Assert.InRange(shipment.Bytes.Length, 1, CopyBatch.MaxBytes));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"/{i}"), all.SelectMany(BufferReader.Paths));
    }

    [Theory]
    [InlineData(CopyBatch.MaxBytes - 20, false)]
    [InlineData(CopyBatch.MaxBytes, false)]
    [InlineData(CopyBatch.MaxAloneBytes - 200, false)]
    [InlineData(CopyBatch.MaxAloneBytes - 20, true)]
    [InlineData(CopyBatch.MaxAloneBytes + 1, true)]
    [InlineData(500_000, true)]
    public void TryAdd_ofACopyLargerThanABatch_makesAShipmentOfItsOwn_inPartsWhereOneMessageIsTooSmall(int bodyBytes, bool isLarge)
    {
        var buffer = Buffer();
        var body = Enumerable.Range(0, bodyBytes).Select(i => (byte)(i * 31)).ToArray();
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get("/before")));
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Post(body, "/large")));
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get("/after")));

        var shipments = Take(buffer).ToArray();

        var own = Assert.Single(shipments, s => s.Bytes.Length > bodyBytes);
        Assert.Equal((1, isLarge, (long)own.Bytes.Length), (own.Count, own.IsLarge, own.BudgetBytes));
        var copy = isLarge ? own.Bytes : Assert.Single(CopyBatch.Split(own.Bytes));
        Assert.Equal(body, Copy.Decode(copy).Body.ToArray());
        Assert.Equal(_budget.Used, shipments.Sum(s => s.BudgetBytes));
        Assert.Equal(["/after", "/before", "/large"], shipments.SelectMany(BufferReader.Paths).Order());
    }

    [Fact]
    public void TryAdd_ofAHeadLargerThanABatch_makesALargeShipment()
    {
        var buffer = Buffer();
        var headers = Enumerable.Range(0, 30).Select(i => ($"x-{i}", new string('v', 8_000))).ToArray();
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get("/before")));

        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get("/long", headers)));

        var large = Assert.Single(Take(buffer), s => s.IsLarge);
        Assert.Equal(headers, Copy.Decode(large.Bytes).Headers);
        Assert.Equal(large.BudgetBytes, large.Bytes.Length);
    }

    [Fact]
    public void TryAdd_whenTheBudgetIsFull_saysNoAndKeepsNothing()
    {
        var buffer = new CopyBuffer(new ByteBudget(1_000), _time);
        var added = 0;
        while (buffer.TryAdd(Requests.Ticket, Requests.Get($"/{added}"))) added++;

        Assert.False(buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[100_000])));
        Assert.False(buffer.TryAdd(Requests.Ticket, Requests.Get("/no")));

        var shipment = Assert.Single(Take(buffer));
        Assert.Equal(Enumerable.Range(0, added).Select(i => $"/{i}"), BufferReader.Paths(shipment));
    }

    [Fact]
    public void TryAdd_ofALargeCopyBeyondTheBudget_holdsNothing()
    {
        var buffer = Buffer();

        Assert.False(buffer.TryAdd(Requests.Ticket, Requests.Post(new byte[2_000_000])));

        Assert.Equal(0, _budget.Used);
        Assert.True(buffer.IsEmpty);
    }

    [Fact]
    public void TryAdd_afterBytesWereReturned_saysYesAgain()
    {
        var budget = new ByteBudget(1_000);
        var buffer = new CopyBuffer(budget, _time);
        while (buffer.TryAdd(Requests.Ticket, Requests.Get())) { }

        foreach (var shipment in Take(buffer)) budget.Return(shipment.BudgetBytes);

        Assert.Equal(0, budget.Used);
        Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get()));
    }

    private CopyBuffer Buffer() => new(_budget, _time);

    private static IEnumerable<Shipment> Take(CopyBuffer buffer)
    {
        while (buffer.TryTakeAny(out var shipment)) yield return shipment;
    }
}
