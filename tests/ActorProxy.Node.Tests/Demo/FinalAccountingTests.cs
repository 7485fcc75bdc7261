using ActorProxy.Node.Demo.Admin;
using ActorProxy.Node.Demo.Samples;
using ActorProxy.Node.Demo.View;

namespace ActorProxy.Node.Tests.Demo;

public class FinalAccountingTests
{
    private static readonly TrafficCounts AllAnswered = new(10, 10, 0, null);

    [Fact]
    public void Everything_Answered_AndCounted_HasNoFaults()
    {
        var accounting = FinalAccounting.From(AllAnswered, Metrics(requests: 10, offered: 10, answered: 9, unconfirmed: 1));

        Assert.True(accounting.IsSettled);
        Assert.Empty(accounting.Faults);
    }

    [Fact]
    public void A_copy_without_an_outcome_is_a_fault()
    {
        var accounting = FinalAccounting.From(AllAnswered, Metrics(requests: 10, offered: 10, answered: 9));

        Assert.False(accounting.IsSettled);
        Assert.Equal(["a-shadow: offered 10, but the outcomes add up to 9"], accounting.Faults);
    }

    [Fact]
    public void A_copy_with_two_outcomes_is_a_fault() =>
        Assert.Equal(
            ["a-shadow: offered 10, but the outcomes add up to 11"],
            FinalAccounting.From(AllAnswered, Metrics(requests: 10, offered: 10, answered: 10, unconfirmed: 1)).Faults);

    [Fact]
    public void Requests_that_the_cluster_has_not_counted_yet_are_not_settled()
    {
        var accounting = FinalAccounting.From(AllAnswered, Metrics(requests: 7, offered: 7, answered: 7));

        Assert.False(accounting.IsSettled);
        Assert.Equal(["the cluster counted 7 of 10 requests"], accounting.Faults);
    }

    [Fact]
    public void Requests_to_warm_up_are_counted_by_the_cluster_too()
    {
        var traffic = AllAnswered with { WarmUp = 5 };

        Assert.Equal(["the cluster counted 14 of 15 requests"], FinalAccounting.From(traffic, Metrics(requests: 14, offered: 14, answered: 14)).Faults);
        Assert.Empty(FinalAccounting.From(traffic, Metrics(requests: 15, offered: 15, answered: 15)).Faults);
    }

    [Fact]
    public void Requests_of_others_do_not_disturb() =>
        Assert.Empty(FinalAccounting.From(AllAnswered, Metrics(requests: 12, offered: 12, answered: 12)).Faults);

    [Fact]
    public void A_failed_request_is_a_fault() =>
        Assert.Equal(
            ["1 of 10 production requests failed; the first: refused"],
            FinalAccounting.From(new TrafficCounts(10, 9, 1, "refused"), Metrics(requests: 10, offered: 10, answered: 10)).Faults);

    [Fact]
    public void A_request_without_an_answer_is_a_fault() =>
        Assert.Equal(
            ["2 production requests were never answered"],
            FinalAccounting.From(new TrafficCounts(10, 8, 0, null), Metrics(requests: 10, offered: 10, answered: 10)).Faults);

    [Fact]
    public void A_cluster_that_counted_no_shadow_proves_nothing() =>
        Assert.Contains("no shadow Mapping was counted", FinalAccounting.From(new TrafficCounts(0, 0, 0, null), new MetricsAnswer()).Faults);

    private static MetricsAnswer Metrics(long requests, long offered, long answered, long unconfirmed = 0) => new()
    {
        Cluster = new TotalsAnswer
        {
            Productions = [new ProductionAnswer("a", requests, 0)],
            Shadows =
            [
                new ShadowAnswer("a-shadow", offered, 0, 100, 100, false)
                {
                    Outcomes = new Dictionary<string, long> { ["answered"] = answered, ["unconfirmed"] = unconfirmed },
                },
            ],
        },
    };
}
