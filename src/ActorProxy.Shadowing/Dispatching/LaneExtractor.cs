using ActorProxy.Shadowing.Copies;
using Akka.Cluster.Sharding;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Tells sharding which lane a batch goes to.</summary>
internal sealed class LaneExtractor() : HashCodeMessageExtractor(Shards)
{
    /// <summary>Ten for each of ten nodes. Equal on all nodes and never to change in the life of a cluster.</summary>
    private const int Shards = 100;

    /// <inheritdoc/>
    public override string? EntityId(object message) => (message as CopyBatch)?.EntityId;
}
