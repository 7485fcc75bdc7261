using ActorProxy.Mappings.Sampling;
using FsCheck.Xunit;

namespace ActorProxy.Mappings.Tests.Sampling;

public sealed class ExactSamplerTests
{
    [Property]
    public bool Every_block_of_100_calls_holds_exactly_the_weight_in_whole_percent(ulong seed, byte weight)
    {
        var sampler = new ExactSampler(seed);
        return Enumerable.Range(0, 12).All(_ => Hits(sampler, 100, weight % 101) == weight % 101);
    }

    [Property]
    public bool Every_1000_calls_hold_exactly_the_weight_in_tenths_of_a_percent(ulong seed, ushort weight)
    {
        var sampler = new ExactSampler(seed);
        return Enumerable.Range(0, 4).All(_ => Hits(sampler, 1000, weight % 1001 / 10.0) == weight % 1001);
    }

    [Property]
    public bool A_thousand_requests_at_weight_10_give_100_copies_give_or_take_one_from_any_start(ulong seed, ushort start)
    {
        var sampler = new ExactSampler(seed);
        Hits(sampler, start, 10);
        return Math.Abs(Hits(sampler, 1000, 10) - 100) <= 1;
    }

    [Fact]
    public void The_count_since_the_first_call_is_never_off_by_more_than_a_few_at_any_weight()
    {
        double worst = 0, squares = 0;
        var count = 0;
        foreach (var weight in new[] { 0.1, 0.5, 1, 2.5, 5, 10, 15, 25, 33, 50, 63, 90, 99.5 })
        {
            for (ulong seed = 1; seed <= 20; seed++)
            {
                var sampler = new ExactSampler(seed * 7919);
                double hits = 0;
                for (var n = 1; n <= 3000; n++, count++)
                {
                    hits += Hits(sampler, 1, weight);
                    var off = Math.Abs(hits - n * weight / 100);
                    worst = Math.Max(worst, off);
                    squares += off * off;
                }
            }
        }

        Assert.True(worst < 3.2, $"off by {worst}");
        Assert.True(Math.Sqrt(squares / count) < 0.8, $"off by {Math.Sqrt(squares / count)} in the mean");
    }

    [Fact]
    public void Two_shadows_sample_independently()
    {
        var (first, second) = (new ExactSampler(StableHash.Of("first")), new ExactSampler(StableHash.Of("second")));
        var both = 0;
        for (var n = 0; n < 40_000; n++)
            both += first.Next() < 0.2 & second.Next() < 0.3 ? 1 : 0;

        // 6 % of 40,000 is 2,400; one standard deviation of chance is 47.
        Assert.InRange(both, 2400 - 5 * 47, 2400 + 5 * 47);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 10)]
    [InlineData(4, 25)]
    [InlineData(5, 20)]
    [InlineData(10, 10)]
    public void Traffic_with_a_rhythm_is_sampled_evenly(int period, double weight)
    {
        var sampler = new ExactSampler(StableHash.Of("rhythm"));
        var hits = new int[period];
        const int Calls = 100_000;
        for (var n = 0; n < Calls; n++)
            hits[n % period] += Hits(sampler, 1, weight);

        var expected = Calls / period * weight / 100;
        Assert.All(hits, count => Assert.InRange(count, expected - 6 * Math.Sqrt(expected), expected + 6 * Math.Sqrt(expected)));
    }

    [Fact]
    public void Calls_from_many_threads_share_one_sequence()
    {
        var sampler = new ExactSampler(42);
        var hits = 0;
        Parallel.For(0, 8, _ =>
        {
            for (var n = 0; n < 5000; n++)
                Interlocked.Add(ref hits, Hits(sampler, 1, 10));
        });

        Assert.Equal(4000, hits);
    }

    [Fact]
    public void FromKey_is_the_same_everywhere()
    {
        // Fixed values: a new version of the proxy must not deal the users out anew.
        var point = ExactSampler.FromKey(StableHash.Of("user-1"), StableHash.Of("checkout-shadow"));
        Assert.Equal(0.50948230657, point, 11);
    }

    [Fact]
    public void FromKey_spreads_keys_evenly_and_independently_over_shadows()
    {
        var (a, b, both) = (0, 0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var key = StableHash.Of($"user-{i}");
            var inA = ExactSampler.FromKey(key, StableHash.Of("a")) < 0.1;
            var inB = ExactSampler.FromKey(key, StableHash.Of("b")) < 0.1;
            (a, b, both) = (a + (inA ? 1 : 0), b + (inB ? 1 : 0), both + (inA && inB ? 1 : 0));
        }

        Assert.InRange(a, 1800, 2200);
        Assert.InRange(b, 1800, 2200);
        Assert.InRange(both, 130, 270);
    }

    private static int Hits(ExactSampler sampler, int calls, double percent)
    {
        var hits = 0;
        for (var i = 0; i < calls; i++)
            hits += sampler.Next() * 100 < percent ? 1 : 0;
        return hits;
    }
}
