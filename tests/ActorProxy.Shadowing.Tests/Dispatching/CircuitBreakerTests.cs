using ActorProxy.Shadowing.Dispatching;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class CircuitBreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new CircuitBreaker(_time);

    [Fact]
    public void TryPass_beforeTheLastOfTheFailures_saysYes()
    {
        Fail(CircuitBreaker.FailuresToOpen - 1);

        Assert.True(_breaker.TryPass());
        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public void Failed_asOftenAsAllowed_opensIt()
    {
        Fail(CircuitBreaker.FailuresToOpen);

        Assert.True(_breaker.IsOpen);
        Assert.False(_breaker.TryPass());
    }

    [Fact]
    public void Succeeded_inBetween_startsTheCountAnew()
    {
        Fail(CircuitBreaker.FailuresToOpen - 1);
        _breaker.Succeeded();
        Fail(CircuitBreaker.FailuresToOpen - 1);

        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public void TryPass_afterThePause_letsOneThrough()
    {
        Fail(CircuitBreaker.FailuresToOpen);

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(_breaker.TryPass());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_breaker.TryPass());
        Assert.False(_breaker.TryPass());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_breaker.TryPass());
    }

    [Fact]
    public void Succeeded_afterTheTry_closesIt()
    {
        Fail(CircuitBreaker.FailuresToOpen);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.TryPass());

        _breaker.Succeeded();

        Assert.False(_breaker.IsOpen);
        Fail(CircuitBreaker.FailuresToOpen - 1);
        Assert.True(_breaker.TryPass());
    }

    [Fact]
    public void Failed_tries_doubleThePauseUpToTenSeconds()
    {
        Fail(CircuitBreaker.FailuresToOpen);

        foreach (var seconds in new[] { 1, 2, 4, 8, 10, 10 })
        {
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.False(_breaker.TryPass(), $"before {seconds} s");
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(_breaker.TryPass(), $"after {seconds} s");
            _breaker.Failed();
        }
    }

    [Fact]
    public void Succeeded_startsThePausesAnew()
    {
        Fail(CircuitBreaker.FailuresToOpen);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.TryPass());
        _breaker.Failed();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_breaker.TryPass());
        _breaker.Succeeded();

        Fail(CircuitBreaker.FailuresToOpen);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_breaker.TryPass());
    }

    [Fact]
    public void Failed_ofCopiesThatWereUnderWayWhenItOpened_doesNotLengthenThePause()
    {
        Fail(CircuitBreaker.FailuresToOpen + 100);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Fail(100);
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.True(_breaker.TryPass());
    }

    [Fact]
    public async Task TryPass_onManyThreads_letsOneThroughAtATime()
    {
        Fail(CircuitBreaker.FailuresToOpen);
        _time.Advance(TimeSpan.FromSeconds(1));

        var passed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(_breaker.TryPass)));

        Assert.Single(passed, yes => yes);
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++) _breaker.Failed();
    }
}
