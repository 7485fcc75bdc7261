using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Offering;

public sealed class CopyBufferAllocationTests
{
    [Fact]
    public void TryAdd_ofASmallCopy_allocatesNoMoreThanItsPlaceInTheBatch()
    {
        const int copies = 20_000;
        var budget = new ByteBudget(64 * 1024 * 1024);
        var buffer = new CopyBuffer(budget, TimeProvider.System);
        var content = Requests.Get("/some/path?with=query", ("User-Agent", "test"), ("x-a", "1"), ("x-b", "2"), ("Accept", "*/*"));
        Add(buffer, content, 2_000);
        var (used, allocated) = (budget.Used, GC.GetAllocatedBytesForCurrentThread());

        Add(buffer, content, copies);

        // Each batch is one array of its bytes, a shipment, and now and then a segment of the queue.
        var perCopy = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / copies;
        var place = (double)(budget.Used - used) / copies;
        Assert.InRange(perCopy - place, -place, 8);
    }

    [Fact]
    public void TryAdd_whenTheBudgetIsFull_allocatesNothing()
    {
        var buffer = new CopyBuffer(new ByteBudget(200), TimeProvider.System);
        var content = Requests.Get("/some/path");
        while (buffer.TryAdd(Requests.Ticket, content)) { }
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++) Assert.False(buffer.TryAdd(Requests.Ticket, content));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Add(CopyBuffer buffer, in CopyContent content, int copies)
    {
        for (var i = 0; i < copies; i++) Assert.True(buffer.TryAdd(Requests.Ticket, content));
    }
}
