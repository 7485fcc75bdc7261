using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>A command's arguments by name, defaults filled in.</summary>
public sealed class ResolvedArguments
{
    private readonly CommandDefinition _definition;
    private readonly Command _command;

    internal ResolvedArguments(CommandDefinition definition, Command command)
    {
        _definition = definition;
        _command = command;
    }

    /// <summary>The values of an argument: what was given, else its default, else nothing.</summary>
    /// <param name="name">The argument's name, as defined.</param>
    public IEnumerable<string> ArgumentValues(string name)
    {
        var argument = _definition.ArgumentsByName[name];
        var given = _command.Arguments.Where(pair => argument.Switch.Contains(pair.Switch)).Select(pair => pair.Value).ToList();
        return given.Count > 0 ? given : argument.DefaultValues.Take(1);
    }
}
