using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Logs;

/// <summary>Definitions of the palette <c>log</c>.</summary>
internal static class LogCommands
{
    /// <summary>The argument that names a level.</summary>
    public const string LevelName = "level";

    /// <summary>The argument that says how many entries.</summary>
    public const string Count = "count";

    /// <summary>The argument that says which text an entry must have.</summary>
    public const string Text = "text";

    public static readonly CommandDefinition Tail = new CommandDefinitionBuilder()
        .WithName("tail")
        .WithDescription("Shows the latest log entries of the node connected to, and then what it logs until Ctrl-C.")
        .WithArgument(argument => Number(argument, "10"))
        .WithArgument(Least)
        .WithArgument(Having)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Peek = new CommandDefinitionBuilder()
        .WithName("peek")
        .WithDescription("Shows the latest log entries of the node connected to; it keeps 1,000 of them.")
        .WithArgument(argument => Number(argument, "50"))
        .WithArgument(Least)
        .WithArgument(Having)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Level = new CommandDefinitionBuilder()
        .WithName("level")
        .WithDescription("Shows the minimum level that the node connected to logs, or sets it until the node is restarted.")
        .WithArgument(argument => argument
            .WithName(LevelName)
            .WithDescription("trace, debug, information, warning, error or none. Actors of Akka itself that run already go on without debug messages.")
            .WithSwitch("-level").WithSwitch("-l")
            .IsPositional())
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("log", [Tail, Peek, Level]);

    private static CommandArgumentBuilder Number(CommandArgumentBuilder argument, string byDefault) => argument
        .WithName(Count).WithDescription("How many entries of the past.").WithSwitch("-n").WithSwitch("-count").WithDefaultValue(byDefault);

    private static CommandArgumentBuilder Least(CommandArgumentBuilder argument) => argument
        .WithName(LevelName).WithDescription("Only entries that are at least as grave.").WithSwitch("-level").WithSwitch("-l");

    private static CommandArgumentBuilder Having(CommandArgumentBuilder argument) => argument
        .WithName(Text).WithDescription("Only entries with this text in category, message or exception; case does not count.").WithSwitch("-grep").WithSwitch("-g");
}
