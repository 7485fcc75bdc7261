using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Tests.Accounting;

public sealed class CopyOutcomesTests
{
    [Fact]
    public void All_isEveryOutcomeOnce() => Assert.Equal(Enum.GetValues<CopyOutcome>(), CopyOutcomes.All);

    [Fact]
    public void Count_isTheirNumber() => Assert.Equal(CopyOutcomes.Count, Enum.GetValues<CopyOutcome>().Length);

    [Fact]
    public void Name_isTheOutcomeInSnakeCase() => Assert.All(CopyOutcomes.All, outcome => Assert.Equal(
        string.Concat(outcome.ToString().Select((c, i) => (i > 0 && char.IsUpper(c) ? "_" : "") + char.ToLowerInvariant(c))), outcome.Name()));

    /// <summary>The numbers travel between versions.</summary>
    [Fact]
    public void Numbers_areThoseOfTheWireFormat() => Assert.Equal(
        (0, 4, 8, 9, 10, 14, 15, 16, 17, 18),
        ((int)CopyOutcome.SampledOut, (int)CopyOutcome.Paused, (int)CopyOutcome.Unconfirmed, (int)CopyOutcome.Expired, (int)CopyOutcome.DroppedWeight,
            (int)CopyOutcome.UnknownMapping, (int)CopyOutcome.Answered, (int)CopyOutcome.TimedOut, (int)CopyOutcome.ConnectFailed, (int)CopyOutcome.Reset));
}
