using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Sharding;

/// <summary>Definitions of the palette <c>cluster-sharding</c>.</summary>
internal static class ShardingCommands
{
    public static readonly CommandDefinition ListRegions = Define(
        "list-regions", "Lists the nodes that host each sharded entity type, with their shards and entities.");

    public static readonly CommandDefinition ListShards = Define(
        "list-shards", "Lists the shards of each entity type, with the node that hosts them and their entities.");

    public static readonly CommandPalette Palette = new("cluster-sharding", [ListRegions, ListShards]);

    private static CommandDefinition Define(string name, string description) =>
        new CommandDefinitionBuilder().WithName(name).WithDescription(description).WithArgument(CommonArguments.Json).Build();
}
