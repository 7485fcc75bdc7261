using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Remote;

/// <summary>Definitions of the palette <c>remote</c>.</summary>
internal static class RemoteCommands
{
    public static readonly CommandDefinition Show = new CommandDefinitionBuilder()
        .WithName("show")
        .WithDescription("Lists the connections between the node connected to and others, with their failures.")
        .WithArgument(CommonArguments.Watch)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Tail = new CommandDefinitionBuilder()
        .WithName("tail")
        .WithDescription("Shows connections of the node connected to as they open, close and fail, until Ctrl-C.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("remote", [Show, Tail]);
}
