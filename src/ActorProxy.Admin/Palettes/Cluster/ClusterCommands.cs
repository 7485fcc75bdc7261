using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>Definitions of the palette <c>cluster</c>.</summary>
internal static class ClusterCommands
{
    public static readonly CommandDefinition Show = new CommandDefinitionBuilder()
        .WithName("show")
        .WithDescription("Lists the members: address, roles, status, mark (leader, unreachable), version.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Status = new CommandDefinitionBuilder()
        .WithName("status")
        .WithDescription("Shows the state of the node that answers: its own status, the leader, readiness, unreachable members.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("cluster", [Show, Status]);
}
