using ActorProxy.Shadowing.Offering;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Offering;

public sealed class ByteBudgetTests
{
    [Fact]
    public void TryTake_upToTheLimit_saysYesAndThenNo()
    {
        var budget = new ByteBudget(100);

        Assert.True(budget.TryTake(60));
        Assert.True(budget.TryTake(40));
        Assert.False(budget.TryTake(1));
        Assert.Equal(100, budget.Used);
    }

    [Fact]
    public void TryTake_whenTheParentIsFull_saysNoAndHoldsNothing()
    {
        var parent = new ByteBudget(100);
        var (first, second) = (new ByteBudget(80, parent), new ByteBudget(80, parent));

        Assert.True(first.TryTake(80));
        Assert.False(second.TryTake(21));
        Assert.Equal((80, 0, 80), (first.Used, second.Used, parent.Used));
        Assert.True(second.TryTake(20));
    }

    [Fact]
    public void Return_givesBackHereAndInTheParent()
    {
        var parent = new ByteBudget(100);
        var budget = new ByteBudget(100, parent);
        Assert.True(budget.TryTake(70));

        budget.Return(70);

        Assert.Equal((0, 0), (budget.Used, parent.Used));
    }

    [Property]
    public void Any_takesAndReturns_holdExactlyWhatWasTaken(uint[] sizes)
    {
        var parent = new ByteBudget(10_000);
        var budget = new ByteBudget(8_000, parent);
        var taken = sizes.Select(size => (long)(size % 3_000)).Where(budget.TryTake).ToArray();

        Assert.Equal(taken.Sum(), budget.Used);
        Assert.InRange(budget.Used, 0, budget.Limit);
        foreach (var size in taken) budget.Return(size);
        Assert.Equal((0, 0), (budget.Used, parent.Used));
    }

    [Fact]
    public async Task TryTake_onManyThreads_neverHoldsMoreThanTheLimitAndReturnsToZero()
    {
        var parent = new ByteBudget(1_000);
        var budgets = Enumerable.Range(0, 4).Select(_ => new ByteBudget(600, parent)).ToArray();
        long held = 0;

        await Task.WhenAll(budgets.Select(budget => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var size = 1 + (i % 400);
                if (!budget.TryTake(size)) continue;
                Assert.InRange(Interlocked.Add(ref held, size), 0, 1_000);
                Interlocked.Add(ref held, -size);
                budget.Return(size);
            }
        })));

        Assert.Equal(0, parent.Used);
        Assert.All(budgets, budget => Assert.Equal(0, budget.Used));
    }
}
