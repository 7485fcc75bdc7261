using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>Definitions of the palette <c>shadow</c>.</summary>
internal static class ShadowCommands
{
    /// <summary>What to give as a weight to go back to the configured one.</summary>
    public const string DefaultWeight = "default";

    /// <summary>The argument that names a shadow.</summary>
    public const string Shadow = "shadow";

    /// <summary>The argument that names a shadow, or all of them.</summary>
    public const string ShadowOrAll = "shadow|all";

    public static readonly CommandDefinition List = new CommandDefinitionBuilder()
        .WithName("list")
        .WithDescription("Lists the shadows with their weights, and who changed them.")
        .WithArgument(CommonArguments.Watch)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Show = new CommandDefinitionBuilder()
        .WithName("show")
        .WithDescription("Shows one shadow: weight, pauses, and the settings of its ShadowPolicy with the defaults filled in.")
        .WithArgument(argument => ShadowName(argument, "The shadow Mapping.").IsMandatory(true))
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Stats = new CommandDefinitionBuilder()
        .WithName("stats")
        .WithDescription("Shows where the copies of all shadows, or of one, ended, over the whole cluster.")
        .WithArgument(argument => ShadowName(argument, "The shadow Mapping; all of them when left out.").IsMandatory(false))
        .WithArgument(CommonArguments.Watch)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Weight = new CommandDefinitionBuilder()
        .WithName("weight")
        .WithDescription("Sets how many of the requests are copied, on all nodes.")
        .WithArgument(argument => ShadowName(argument, "The shadow Mapping.").IsMandatory(true))
        .WithArgument(argument => argument
            .WithName("percent")
            .WithDescription($"0 to 100, decimals allowed, or '{DefaultWeight}' for the configured weight.")
            .WithSwitch("-percent").WithSwitch("-w")
            .IsPositional()
            .IsMandatory(true))
        .WithArgument(Reason)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Pause = Switch("pause", "Stops copying for one shadow, or for all, on all nodes.");

    public static readonly CommandDefinition Resume = Switch("resume", "Goes on copying for one shadow; 'all' lifts the pause of all and leaves those of single ones.");

    public static readonly CommandDefinition History = new CommandDefinitionBuilder()
        .WithName("history")
        .WithDescription("Lists who changed weights and pauses on any node, when and why, the newest first.")
        .WithArgument(argument => ShadowName(argument, "The shadow Mapping; all of them when left out.").IsMandatory(false))
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("shadow", [List, Show, Stats, Weight, Pause, Resume, History, .. ComparisonCommands.All]);

    private static CommandDefinition Switch(string name, string description) => new CommandDefinitionBuilder()
        .WithName(name)
        .WithDescription(description)
        .WithArgument(argument => ShadowName(argument, $"The shadow Mapping, or '{ShadowSteering.All}'.").WithName(ShadowOrAll).IsMandatory(true))
        .WithArgument(Reason)
        .WithArgument(CommonArguments.Json)
        .Build();

    private static CommandArgumentBuilder ShadowName(CommandArgumentBuilder argument, string description) => argument
        .WithName(Shadow).WithDescription(description).WithSwitch("-shadow").WithSwitch("-s").IsPositional();

    private static CommandArgumentBuilder Reason(CommandArgumentBuilder argument) => argument
        .WithName("reason").WithDescription("Why; kept with the change.").WithSwitch("-reason").WithSwitch("-r").IsMandatory(false);
}
