namespace ActorProxy.Admin.Api;

/// <summary>One node's share of a sharded entity type; a row of <c>cluster-sharding list-regions</c>.</summary>
/// <param name="Type">The entity type.</param>
/// <param name="Node">The node's address.</param>
/// <param name="Shards">Shards it hosts.</param>
/// <param name="Entities">Entities that live in them.</param>
public sealed record RegionResponse(string Type, string Node, int Shards, long Entities);

/// <summary>One shard; a row of <c>cluster-sharding list-shards</c>.</summary>
/// <param name="Type">The entity type.</param>
/// <param name="Shard">The shard's id.</param>
/// <param name="Node">The node that hosts it.</param>
/// <param name="Entities">Entities that live in it.</param>
public sealed record ShardResponse(string Type, string Shard, string Node, int Entities);

/// <summary>One shard of the node that answers; a row of <c>cluster-sharding region-stats</c>.</summary>
/// <param name="Type">The entity type.</param>
/// <param name="Shard">The shard's id.</param>
/// <param name="Entities">The ids of the entities that live in it.</param>
public sealed record OwnShardResponse(string Type, string Shard, IReadOnlyList<string> Entities);
