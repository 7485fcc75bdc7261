using ActorProxy.Admin;
using ActorProxy.Admin.Diagnostics.Live;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Diagnostics.Tests.Support;
using ActorProxy.Shadowing.Accounting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Diagnostics.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly CountingTime _time = new();
    private readonly FakeMetricsView _metrics = new();

    [Fact]
    public void Nobody_looks_and_no_timer_runs()
    {
        using var feed = Feed();
        feed.Read();

        Assert.False(feed.IsWatched);
        Assert.Equal(0, _time.Timers);
    }

    [Fact]
    public void All_who_look_share_one_timer_which_ends_with_the_last_of_them()
    {
        using var feed = Feed();
        var (first, second) = (0, 0);
        var one = feed.Subscribe(_ => first++);
        var two = feed.Subscribe(_ => second++);
        Assert.Equal(1, _time.Timers);

        _time.Advance(TimeSpan.FromSeconds(1));
        one.Dispose();
        Assert.Equal(1, _time.Timers);
        two.Dispose();

        Assert.Equal(0, _time.Timers);
        Assert.False(feed.IsWatched);
        Assert.True(first >= 1 && second >= 1, $"{first} and {second} states came");
    }

    [Fact]
    public void A_reading_that_fails_does_not_end_those_that_follow()
    {
        using var feed = Feed();
        var states = new List<PageState>();
        using var watch = feed.Subscribe(states.Add);
        var before = states.Count;
        _metrics.Report = null!;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before, states.Count);

        _metrics.Report = SampleFigures.Report(SampleFigures.Shadow("checkout-shadow", SampleFigures.Counts((CopyOutcome.Answered, 5))));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, states[^1].Shadow("checkout-shadow")!.Offered);
    }

    private LiveFeed Feed() => new(
        new NodeViews(new FakeClusterView(), _metrics, new FakeShadowControl(), SampleRoutes.Loaded()), _time, NullLogger<LiveFeed>.Instance);

    /// <summary>Counts the timers that are not disposed of.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        public int Timers { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timers++;
            return new Counted(base.CreateTimer(callback, state, dueTime, period), () => Timers--);
        }

        private sealed class Counted(ITimer timer, Action disposed) : ITimer
        {
            private Action? _disposed = disposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                timer.Dispose();
                Interlocked.Exchange(ref _disposed, null)?.Invoke();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
