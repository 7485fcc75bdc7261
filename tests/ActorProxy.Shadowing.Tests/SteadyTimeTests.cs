using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests;

public sealed class SteadyTimeTests
{
    [Theory]
    [InlineData(-86_400)]
    [InlineData(86_400)]
    public void GetUtcNow_goesOn_whenTheClockIsSet(int seconds)
    {
        var machine = new SetClock();
        var start = machine.GetUtcNow();
        var time = new SteadyTime(machine);

        machine.Advance(TimeSpan.FromSeconds(3));
        machine.Step = TimeSpan.FromSeconds(seconds);
        machine.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(start + TimeSpan.FromSeconds(7), time.GetUtcNow());
    }

    [Fact]
    public void Timers_areTheMachines()
    {
        var machine = new SetClock();
        var time = new SteadyTime(machine);
        var ticks = 0;
        using var timer = time.CreateTimer(_ => ticks++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        machine.Step = TimeSpan.FromDays(1);
        Assert.Equal(0, ticks);
        machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, ticks);
    }
}
