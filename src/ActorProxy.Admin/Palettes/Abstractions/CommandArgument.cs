namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>One argument of a command, as defined.</summary>
public sealed class CommandArgument
{
    internal CommandArgument(
        string name,
        string description,
        bool isMandatory,
        bool isPositional,
        bool isFlag,
        bool isRepeatable,
        IReadOnlyList<string> defaultValues,
        IReadOnlySet<string> switches)
    {
        Name = name;
        Description = description;
        IsMandatory = isMandatory;
        IsPositional = isPositional;
        IsFlag = isFlag;
        IsRepeatable = isRepeatable;
        DefaultValues = defaultValues;
        Switch = switches;
    }

    /// <summary>Its name, unique within the command.</summary>
    public string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Whether the command cannot do without it.</summary>
    public bool IsMandatory { get; }

    /// <summary>Whether its value may stand without a switch; such values are taken in the order of definition. Ours, not in Petabridge.Cmd.</summary>
    public bool IsPositional { get; }

    /// <summary>Whether its switch stands alone. Ours, not in Petabridge.Cmd.</summary>
    public bool IsFlag { get; }

    /// <summary>Whether it may be given several times. Ours, not in Petabridge.Cmd.</summary>
    public bool IsRepeatable { get; }

    /// <summary>The value when it is left out, if there is one, then others worth offering.</summary>
    public IReadOnlyList<string> DefaultValues { get; }

    /// <summary>The spellings of its switch, dashes included.</summary>
    public IReadOnlySet<string> Switch { get; }
}
