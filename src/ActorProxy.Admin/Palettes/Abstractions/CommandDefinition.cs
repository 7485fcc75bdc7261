namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>One command of a palette, as defined.</summary>
public sealed class CommandDefinition
{
    internal CommandDefinition(string name, string description, IReadOnlyList<CommandArgument> arguments)
    {
        Name = name;
        Description = description;
        Arguments = arguments;
        ArgumentsByName = arguments.ToDictionary(argument => argument.Name, StringComparer.Ordinal);
    }

    /// <summary>Its name: the second word typed.</summary>
    public string Name { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Its arguments in the order of definition.</summary>
    public IReadOnlyList<CommandArgument> Arguments { get; }

    /// <summary>Its arguments by name.</summary>
    public IReadOnlyDictionary<string, CommandArgument> ArgumentsByName { get; }

    /// <summary>How it is typed, such as <c>weight &lt;shadow&gt; &lt;percent&gt; [-reason &lt;text&gt;]</c>.</summary>
    public string Usage => string.Join(' ', Arguments.Select(UsageOf).Prepend(Name));

    private static string UsageOf(CommandArgument argument)
    {
        var text = argument switch
        {
            { IsFlag: true } => argument.Switch.First(),
            { IsPositional: true } => $"<{argument.Name}>",
            _ => $"{argument.Switch.First()} <{argument.Name}>",
        };
        return (argument.IsMandatory ? text : $"[{text}]") + (argument.IsRepeatable ? " ..." : "");
    }
}
