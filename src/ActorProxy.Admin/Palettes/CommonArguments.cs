using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes;

/// <summary>Arguments that every command knows.</summary>
public static class CommonArguments
{
    /// <summary>The switch that asks for JSON instead of text for people.</summary>
    public const string JsonSwitch = "--json";

    /// <summary>The first spelling of the switch that asks for the answer again and again.</summary>
    private const string WatchSwitch = "-watch";

    /// <summary>
    /// The switch under which the host tells who asks. It is part of no definition: nobody can type it.
    /// </summary>
    public const string WhoSwitch = "--who";

    /// <summary>Adds the switch for JSON to a definition.</summary>
    public static CommandArgumentBuilder Json(CommandArgumentBuilder builder) =>
        builder.WithName("json").WithDescription("Answers JSON instead of text.").WithSwitch(JsonSwitch).IsFlag();

    /// <summary>Adds the switch that asks for the answer again and again to a definition.</summary>
    public static CommandArgumentBuilder Watch(CommandArgumentBuilder builder) =>
        builder.WithName("watch").WithDescription("Shows it again every second until Ctrl-C.").WithSwitch(WatchSwitch).WithSwitch("--watch").IsFlag();

    /// <summary>Whether JSON is asked for.</summary>
    public static bool WantsJson(this Command command) => command.Arguments.Any(argument => argument.Switch == JsonSwitch);

    /// <summary>Whether the answer is asked for again and again.</summary>
    public static bool Watches(this Command command) => command.Arguments.Any(argument => argument.Switch.TrimStart('-') == WatchSwitch.TrimStart('-'));

    /// <summary>Who asks.</summary>
    public static string Who(this Command command) =>
        command.Arguments.Where(argument => argument.Switch == WhoSwitch).Select(argument => argument.Value).FirstOrDefault() ?? "pbm";

    /// <summary>An answer in the form that the client asked for.</summary>
    /// <param name="command">The command.</param>
    /// <param name="value">What to answer.</param>
    /// <param name="type">Its JSON.</param>
    /// <param name="text">Its text for people.</param>
    /// <param name="final">False when more follows.</param>
    internal static CommandResponse Render<T>(this Command command, T value, JsonTypeInfo<T> type, Func<T, string> text, bool final = true) =>
        new(command.WantsJson() ? JsonSerializer.Serialize(value, type) : text(value), final);

    /// <summary>The command with what its host knows of the client added.</summary>
    /// <param name="command">The command as typed.</param>
    /// <param name="json">Whether the client asks for JSON in another way than by the switch.</param>
    /// <param name="who">Who asks.</param>
    internal static Command From(this Command command, bool json, string who)
    {
        var arguments = command.Arguments.Append((WhoSwitch, who));
        return command with { Arguments = [.. json && !command.WantsJson() ? arguments.Append((JsonSwitch, "true")) : arguments] };
    }
}
