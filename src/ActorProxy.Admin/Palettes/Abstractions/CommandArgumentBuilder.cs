namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>Defines an argument of a command.</summary>
public sealed class CommandArgumentBuilder
{
    private readonly List<string> _defaults = [];
    private readonly List<string> _switches = [];
    private string _name = "";
    private string _description = "";
    private bool _mandatory;
    private bool _positional;
    private bool _flag;
    private bool _repeatable;

    /// <summary>Sets the name, unique within the command.</summary>
    public CommandArgumentBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    /// <summary>Says what it is, in a sentence.</summary>
    public CommandArgumentBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    /// <summary>Says whether the command cannot do without it. Default false.</summary>
    public CommandArgumentBuilder IsMandatory(bool mandatory)
    {
        _mandatory = mandatory;
        return this;
    }

    /// <summary>Lets its value stand without a switch.</summary>
    public CommandArgumentBuilder IsPositional()
    {
        _positional = true;
        return this;
    }

    /// <summary>Makes it a switch without a value.</summary>
    public CommandArgumentBuilder IsFlag()
    {
        _flag = true;
        return this;
    }

    /// <summary>Lets it be given several times.</summary>
    public CommandArgumentBuilder IsRepeatable()
    {
        _repeatable = true;
        return this;
    }

    /// <summary>Sets the value when it is left out.</summary>
    public CommandArgumentBuilder WithDefaultValue(string value)
    {
        _defaults.Insert(0, value);
        return this;
    }

    /// <summary>Sets the value when it is left out (the first) and others worth offering.</summary>
    public CommandArgumentBuilder WithDefaultValues(params string[] values)
    {
        _defaults.AddRange(values);
        return this;
    }

    /// <summary>Adds a spelling of its switch, dashes included. May be called any number of times.</summary>
    public CommandArgumentBuilder WithSwitch(string spelling)
    {
        _switches.Add(spelling);
        return this;
    }

    internal CommandArgument Build()
    {
        if (_name.Length == 0 || _switches.Count == 0)
            throw new InvalidOperationException("an argument needs a name and at least one switch");

        return new CommandArgument(_name, _description, _mandatory, _positional, _flag, _repeatable, [.. _defaults], _switches.ToHashSet(StringComparer.Ordinal));
    }
}
