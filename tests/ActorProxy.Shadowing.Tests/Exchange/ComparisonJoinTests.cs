using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class ComparisonJoinTests
{
    [Property]
    public Property Newest_ofAnOlderAndANewerReading_isTheNewer_whicheverComesFirst() => Prop.ForAll(
        AnyComparison.Counts.Two().ToArbitrary(),
        counts =>
        {
            var (older, newer) = (counts.Item1, counts.Item1.Add(counts.Item2));

            Assert.Equal(AnyComparison.Text(newer), AnyComparison.Text(ComparisonJoin.Newest(older, newer)));
            Assert.Equal(AnyComparison.Text(newer), AnyComparison.Text(ComparisonJoin.Newest(newer, older)));
        });

    [Property]
    public Property Since_addedToWhatWasBefore_isWhatIsNow() => Prop.ForAll(
        AnyComparison.Counts.Two().ToArbitrary(),
        counts =>
        {
            var (before, now) = (counts.Item1, counts.Item1.Add(counts.Item2));

            Assert.Equal(AnyComparison.Text(now), AnyComparison.Text(before.Add(ComparisonJoin.Since(now, before))));
            Assert.Equal(0, ComparisonJoin.Since(now, now).Total);
        });
}
