using System.Text;
using ActorProxy.Node.Demo.Samples;

namespace ActorProxy.Node.Tests.Demo;

public class SampleReplyTests
{
    private static readonly string[] Targets = [.. Enumerable.Range(0, 10_000).Select(i => $"/orders/{i}?page={i % 3}")];

    [Fact]
    public void OfProduction_IsAlwaysRight() => Assert.All(Targets, t => Assert.Equal(200, SampleReply.OfProduction("GET", t).Status));

    [Fact]
    public void OfShadow_FailsTwoPercentAndIsWrongInOnePercent()
    {
        var replies = Targets.Select(t => (Production: SampleReply.OfProduction("GET", t), Shadow: SampleReply.OfShadow("GET", t))).ToList();

        var failed = replies.Count(r => r.Shadow.Status == 500);
        var wrong = replies.Count(r => r.Shadow.Status == 200 && !r.Shadow.Body.AsSpan().SequenceEqual(r.Production.Body));

        Assert.InRange(failed, 150, 250);
        Assert.InRange(wrong, 60, 140);
    }

    [Fact]
    public void OfShadow_IsFiveToTwentyMillisecondsSlower() => Assert.All(Targets, t =>
    {
        var slower = SampleReply.OfShadow("GET", t).Delay - SampleReply.OfProduction("GET", t).Delay;
        Assert.InRange(slower.TotalMilliseconds, 5, 20);
    });

    [Fact]
    public void SameRequest_HasTheSameReplyEveryTime() => Assert.All(Targets.Take(100), t =>
    {
        var (first, second) = (SampleReply.OfShadow("POST", t), SampleReply.OfShadow("POST", t));
        Assert.Equal((first.Status, first.Delay), (second.Status, second.Delay));
        Assert.Equal(Encoding.UTF8.GetString(first.Body), Encoding.UTF8.GetString(second.Body));
    });
}
