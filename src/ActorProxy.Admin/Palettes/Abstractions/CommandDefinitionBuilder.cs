namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>Defines a command.</summary>
public sealed class CommandDefinitionBuilder
{
    private readonly List<CommandArgument> _arguments = [];
    private string _name = "";
    private string _description = "";

    /// <summary>Sets the name: the second word typed.</summary>
    public CommandDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    /// <summary>Says what it does, in a sentence.</summary>
    public CommandDefinitionBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    /// <summary>Adds an argument.</summary>
    public CommandDefinitionBuilder WithArgument(Func<CommandArgumentBuilder, CommandArgumentBuilder> define)
    {
        _arguments.Add(define(new CommandArgumentBuilder()).Build());
        return this;
    }

    /// <summary>The definition.</summary>
    /// <exception cref="InvalidOperationException">It has no name, or two arguments share a name or a switch.</exception>
    public CommandDefinition Build()
    {
        if (_name.Length == 0)
            throw new InvalidOperationException("a command needs a name");

        if (_arguments.SelectMany(argument => argument.Switch).GroupBy(spelling => spelling).FirstOrDefault(uses => uses.Count() > 1) is { Key: var twice })
            throw new InvalidOperationException($"two arguments of '{_name}' have the switch {twice}");

        return new CommandDefinition(_name, _description, [.. _arguments]);
    }
}
