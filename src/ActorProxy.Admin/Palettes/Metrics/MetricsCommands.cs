using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Metrics;

/// <summary>Definitions of the palette <c>metrics</c>.</summary>
internal static class MetricsCommands
{
    public static readonly CommandDefinition Show = Define("show", "Shows production and shadows side by side, over the whole cluster.");

    public static readonly CommandDefinition Nodes = Define("nodes", "Shows what each node has counted, those that have left included.");

    public static readonly CommandPalette Palette = new("metrics", [Show, Nodes]);

    private static CommandDefinition Define(string name, string description) => new CommandDefinitionBuilder()
        .WithName(name).WithDescription(description).WithArgument(CommonArguments.Watch).WithArgument(CommonArguments.Json).Build();
}
