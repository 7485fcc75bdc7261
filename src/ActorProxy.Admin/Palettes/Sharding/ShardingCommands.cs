using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Sharding;

/// <summary>Definitions of the palette <c>cluster-sharding</c>.</summary>
internal static class ShardingCommands
{
    public static readonly CommandDefinition ListRegions = Define(
        "list-regions", "Lists the nodes that host each sharded entity type, with their shards and entities.");

    public static readonly CommandDefinition ListShards = Define(
        "list-shards", "Lists the shards of each entity type, with the node that hosts them and their entities.");

    public static readonly CommandDefinition RegionStats = Define(
        "region-stats", "Shows the shards of the node connected to, with the lanes (entities) that live in each; lists nothing on a node that hosts none.");

    public static readonly CommandPalette Palette = new("cluster-sharding", [ListRegions, ListShards, RegionStats]);

    private static CommandDefinition Define(string name, string description) => new CommandDefinitionBuilder()
        .WithName(name).WithDescription(description).WithArgument(CommonArguments.Watch).WithArgument(CommonArguments.Json).Build();
}
