using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>Definitions of the commands of the palette <c>shadow</c> that tell how replies compare.</summary>
internal static class ComparisonCommands
{
    public const string Path = "path";
    public const string Wait = "wait";
    public const string FailOn = "fail-on";
    public const string Fresh = "fresh";

    public static readonly CommandDefinition Compare = new CommandDefinitionBuilder()
        .WithName("compare")
        .WithDescription("Shows how a shadow's replies compare with production's: outcomes, fields that differ, statuses, latency.")
        .WithArgument(ShadowName)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Diffs = new CommandDefinitionBuilder()
        .WithName("diffs")
        .WithDescription("Shows samples of what differed: request and replies, from all dispatcher nodes.")
        .WithArgument(ShadowName)
        .WithArgument(argument => argument
            .WithName(Path).WithDescription("Only samples in which this field differs, such as $.items[*].price.").WithSwitch("-path").WithSwitch("--path").IsPositional())
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Verdict = new CommandDefinitionBuilder()
        .WithName("verdict")
        .WithDescription("Says whether a shadow may take production's place. Exit code 0: pass, 1: fail, 3: undecided.")
        .WithArgument(ShadowName)
        .WithArgument(argument => argument
            .WithName(Wait).WithDescription("How long to wait until it is decided, such as 90s or 10m; default not at all.").WithSwitch("-wait").WithSwitch("--wait"))
        .WithArgument(argument => argument
            .WithName(FailOn)
            .WithDescription("Which verdict ends with exit code 1: fail, undecided (that too) or never.")
            .WithSwitch("-fail-on").WithSwitch("--fail-on")
            .WithDefaultValues("fail", "undecided", "never"))
        .WithArgument(argument => argument
            .WithName(Fresh)
            .WithDescription("Judges only what is compared from now on, as after a deployment; give -wait too.")
            .WithSwitch("-fresh").WithSwitch("--fresh")
            .IsFlag())
        .WithArgument(CommonArguments.Json)
        .Build();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandDefinition> All { get; } = [Compare, Diffs, Verdict];

    private static CommandArgumentBuilder ShadowName(CommandArgumentBuilder argument) => argument
        .WithName(ShadowCommands.Shadow).WithDescription("The shadow Mapping.").WithSwitch("-shadow").WithSwitch("-s").IsPositional().IsMandatory(true);
}
