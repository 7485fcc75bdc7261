using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Samples;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>What a dispatcher node keeps of comparisons.</summary>
internal static class Records
{
    public static ComparisonRecords Create(TimeProvider? time = null) =>
        new(new MeterRegistry(), new SampleStore(time ?? TimeProvider.System), time ?? TimeProvider.System);
}
