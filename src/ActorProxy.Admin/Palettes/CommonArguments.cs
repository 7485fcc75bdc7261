using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes;

/// <summary>Arguments that every command knows.</summary>
public static class CommonArguments
{
    /// <summary>The switch that asks for JSON instead of text for people.</summary>
    public const string JsonSwitch = "--json";

    /// <summary>
    /// The switch under which the host tells who asks. It is part of no definition: nobody can type it.
    /// </summary>
    public const string WhoSwitch = "--who";

    /// <summary>Adds the switch for JSON to a definition.</summary>
    public static CommandArgumentBuilder Json(CommandArgumentBuilder builder) =>
        builder.WithName("json").WithDescription("Answers JSON instead of text.").WithSwitch(JsonSwitch).IsFlag();

    /// <summary>Whether JSON is asked for.</summary>
    public static bool WantsJson(this Command command) => command.Arguments.Any(argument => argument.Switch == JsonSwitch);

    /// <summary>Who asks.</summary>
    public static string Who(this Command command) =>
        command.Arguments.Where(argument => argument.Switch == WhoSwitch).Select(argument => argument.Value).FirstOrDefault() ?? "pbm";

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
