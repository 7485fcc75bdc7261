namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>A set of commands under one first word.</summary>
public sealed class CommandPalette
{
    private readonly Dictionary<string, CommandDefinition> _byName;

    /// <summary>Creates a palette.</summary>
    /// <param name="moduleName">The first word typed.</param>
    /// <param name="definitions">Its commands, with names that differ.</param>
    public CommandPalette(string moduleName, IEnumerable<CommandDefinition> definitions)
    {
        ModuleName = moduleName;
        Definitions = [.. definitions];
        _byName = Definitions.ToDictionary(definition => definition.Name, StringComparer.Ordinal);
    }

    /// <summary>The first word typed.</summary>
    public string ModuleName { get; }

    /// <summary>Its commands in the order of definition.</summary>
    public IReadOnlyList<CommandDefinition> Definitions { get; }

    /// <summary>The command of that name, or null.</summary>
    public CommandDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
