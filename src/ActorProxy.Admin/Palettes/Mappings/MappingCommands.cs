using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>Definitions of the palette <c>mapping</c>.</summary>
internal static class MappingCommands
{
    public static readonly CommandDefinition List = new CommandDefinitionBuilder()
        .WithName("list")
        .WithDescription("Lists the routes in evaluation order, with their production and shadow Mappings and weights.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Errors = new CommandDefinitionBuilder()
        .WithName("errors")
        .WithDescription("Lists what reading the resources had to say: errors, warnings and notices.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Status = new CommandDefinitionBuilder()
        .WithName("status")
        .WithDescription("Lists the nodes with the generation of the resources that each holds, and names those that differ.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("mapping", [List, Errors, Status]);
}
