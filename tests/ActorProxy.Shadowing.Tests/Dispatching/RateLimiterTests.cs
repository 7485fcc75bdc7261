using ActorProxy.Shadowing.Dispatching;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class RateLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(50)]
    [InlineData(3.5)]
    [InlineData(1)]
    public void TryTake_underConstantPressure_givesTheRateAndOneSecondsWorthAtMost(double perSecond)
    {
        var limiter = new RateLimiter(_time);
        var taken = 0;

        for (var i = 0; i < 10_000; i++)
        {
            if (limiter.TryTake(perSecond)) taken++;
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(taken, (10 * perSecond) - 1, (11 * perSecond) + 1);
    }

    [Fact]
    public void TryTake_afterALongPause_givesNoMoreThanOneSecondsWorthAtOnce()
    {
        var limiter = new RateLimiter(_time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(20, Enumerable.Range(0, 1000).Count(_ => limiter.TryTake(20)));
    }
}
