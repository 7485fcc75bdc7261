using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class LaneExtractorTests
{
    private readonly LaneExtractor _extractor = new();

    [Fact]
    public void EntityId_ofABatch_isMappingAndLane() => Assert.Equal("a/b.c/7", _extractor.EntityId(Batch("a/b.c", 7)));

    [Fact]
    public void EntityId_ofAnythingElse_isNone() => Assert.Null(_extractor.EntityId("else"));

    /// <summary>Nodes of different versions must agree for as long as the cluster lives.</summary>
    [Theory]
    [InlineData("checkout-shadow", 0, "37")]
    [InlineData("checkout-shadow", 1, "14")]
    [InlineData("myservice-shadow", 3, "12")]
    public void ShardId_neverChanges(string mapping, int lane, string shard) =>
        Assert.Equal(shard, _extractor.ShardId(_extractor.EntityId(Batch(mapping, lane))!, null));

    private static CopyBatch Batch(string mapping, int lane) =>
        new() { Mapping = mapping, Lane = lane, Edge = 1, Id = 1, SettleTo = "s", Count = 0, Copies = default };
}
