using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Actors;

/// <summary>Definitions of the palette <c>actor</c>.</summary>
internal static class ActorCommands
{
    /// <summary>The argument that says where to begin.</summary>
    public const string Path = "path";

    /// <summary>The argument that says how deep to go.</summary>
    public const string Depth = "depth";

    public static readonly CommandDefinition Hierarchy = new CommandDefinitionBuilder()
        .WithName("hierarchy")
        .WithDescription("Lists the actors of the node connected to, a path per line, depth first.")
        .WithArgument(argument => argument
            .WithName(Path)
            .WithDescription("Where to begin.")
            .WithSwitch("-p").WithSwitch("-path")
            .IsPositional()
            .WithDefaultValues("/", "/user", "/system"))
        .WithArgument(argument => argument
            .WithName(Depth)
            .WithDescription("How many levels below that; all when left out.")
            .WithSwitch("-d").WithSwitch("-depth"))
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("actor", [Hierarchy]);
}
