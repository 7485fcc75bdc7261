using System.Collections.Concurrent;
using System.Globalization;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Offering;

/// <summary>Many threads add while one takes: nothing is lost, nothing is taken twice, no wake-up is missed, and all bytes come back.</summary>
public sealed class CopyBufferConcurrencyTests
{
    [Theory]
    [InlineData(1, 64 * 1024 * 1024)]
    [InlineData(2, 64 * 1024 * 1024)]
    [InlineData(8, 64 * 1024 * 1024)]
    [InlineData(8, 100_000)]
    [InlineData(4, 2_000)]
    public async Task Every_copyThatWasTaken_comesOutOnce(int producers, long budgetBytes)
    {
        const int each = 4_000;
        var budget = new ByteBudget(budgetBytes);
        var buffer = new CopyBuffer(budget, TimeProvider.System);
        var seen = new ConcurrentDictionary<string, int>();
        var accepted = new ConcurrentBag<string>();
        await using var reader = new BufferReader(buffer, shipment =>
        {
            foreach (var path in BufferReader.Paths(shipment)) seen.AddOrUpdate(path, 1, (_, n) => n + 1);
            budget.Return(shipment.BudgetBytes);
        });

        await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/{producer}/{i}");
                var content = (i % 500) switch
                {
                    0 => Requests.Post(new byte[60_000], path),
                    < 10 => Requests.Post(new byte[9_000], path),
                    _ => Requests.Get(path),
                };
                if (buffer.TryAdd(Requests.Ticket, content)) accepted.Add(path);
            }
        }))).InTime();

        await Deadline.UntilAsync(() => seen.Count == accepted.Count, "every copy is taken without another one to wake the reader");
        Assert.True(accepted.ToHashSet().SetEquals(seen.Keys));
        Assert.All(seen.Values, times => Assert.Equal(1, times));
        Assert.True(buffer.IsEmpty);
        await Deadline.UntilAsync(() => budget.Used == 0, "the budget is free again");
    }

    [Fact]
    public async Task A_copyThatComesAsTheReaderGoesToSleep_wakesIt()
    {
        var budget = new ByteBudget(1024 * 1024);
        var buffer = new CopyBuffer(budget, TimeProvider.System);
        using var taken = new SemaphoreSlim(0);
        await using var reader = new BufferReader(buffer, shipment =>
        {
            budget.Return(shipment.BudgetBytes);
            taken.Release(shipment.Count);
        });

        // One at a time, so that each has to wake a reader that is just about to sleep.
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(buffer.TryAdd(Requests.Ticket, Requests.Get()));
            Assert.True(await taken.WaitAsync(Deadline.Limit), $"copy {i} was never taken");
        }
    }

    /// <summary>A request that finds the budget full borrows the open batch for a moment; whoever looks then finds nothing and sleeps.</summary>
    [Fact]
    public async Task A_refusedCopy_doesNotLeaveTheReaderAsleepBesideOthers()
    {
        for (var round = 0; round < 300; round++)
        {
            var budget = new ByteBudget(300);
            var buffer = new CopyBuffer(budget, TimeProvider.System);
            var (accepted, taken) = (0, 0);
            await using var reader = new BufferReader(buffer, shipment => Interlocked.Add(ref taken, shipment.Count));

            // Nothing is returned, so nobody adds after the first few.
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 200; i++)
                {
                    if (buffer.TryAdd(Requests.Ticket, Requests.Get())) Interlocked.Increment(ref accepted);
                }
            })));

            await Deadline.UntilAsync(() => Volatile.Read(ref taken) == accepted, $"what was accepted is taken, in round {round}");
        }
    }
}
