using System.Globalization;

namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>Reads commands of one palette: switches exactly as declared, and bare values for positional arguments in the order of definition.</summary>
/// <param name="palette">The palette.</param>
public sealed class CommandParser(CommandPalette palette)
{
    /// <summary>Reads a whole line, the palette's name included.</summary>
    /// <exception cref="CommandUsageException">It is not a command of the palette, or not typed as defined.</exception>
    public Command Parse(string line)
    {
        var words = CommandLineWords.Split(line);
        if (words is not [var module, var name, ..] || module != palette.ModuleName)
            throw new CommandUsageException($"not a command of the palette '{palette.ModuleName}': {line}");

        return Parse(name, words.Skip(2));
    }

    /// <summary>Reads a command whose words are already split.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="words">The words after it.</param>
    /// <exception cref="CommandUsageException">There is no such command, or it is not typed as defined.</exception>
    public Command Parse(string name, IEnumerable<string> words)
    {
        var definition = palette.Find(name)
            ?? throw new CommandUsageException(
                $"there is no command '{name}' in '{palette.ModuleName}'; known: {string.Join(", ", palette.Definitions.Select(known => known.Name))}");
        var reading = new Reading(palette.ModuleName, definition);
        foreach (var word in words)
            reading.Take(word);

        return reading.Finish();
    }

    /// <summary>The state of reading one command.</summary>
    private sealed class Reading(string module, CommandDefinition definition)
    {
        private readonly List<(string Switch, string Value)> _given = [];
        private readonly HashSet<CommandArgument> _filled = [];
        private (CommandArgument Argument, string Switch)? _awaiting;

        public void Take(string word)
        {
            var bySwitch = definition.Arguments.FirstOrDefault(argument => argument.Switch.Contains(word));
            if (_awaiting is { } open)
            {
                if (bySwitch is not null)
                    throw Misused($"{open.Switch} needs a value");

                _awaiting = null;
                Give(open.Argument, open.Switch, word);
            }
            else if (bySwitch is { IsFlag: true })
            {
                Give(bySwitch, word, bool.TrueString.ToLowerInvariant());
            }
            else if (bySwitch is not null)
            {
                _awaiting = (bySwitch, word);
            }
            else if (LooksLikeSwitch(word))
            {
                throw Misused($"unknown switch '{word}'{SimilarName.Hint(word, definition.Arguments.SelectMany(argument => argument.Switch))}");
            }
            else
            {
                var next = definition.Arguments.FirstOrDefault(argument => argument.IsPositional && !_filled.Contains(argument))
                    ?? throw Misused($"unexpected '{word}'");
                Give(next, next.Switch.First(), word);
            }
        }

        public Command Finish()
        {
            if (_awaiting is { } open)
                throw Misused($"{open.Switch} needs a value");

            if (definition.Arguments.FirstOrDefault(argument => argument is { IsMandatory: true, DefaultValues: [] } && !_filled.Contains(argument)) is { } missing)
                throw Misused($"<{missing.Name}> is missing");

            return new Command(module, definition.Name, _given);
        }

        // A negative number is a value, wrong as it may be for the command.
        private static bool LooksLikeSwitch(string word) =>
            word is ['-', _, ..] && !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

        private void Give(CommandArgument argument, string spelling, string value)
        {
            if (!_filled.Add(argument) && !argument.IsRepeatable)
                throw Misused($"<{argument.Name}> is given twice");

            _given.Add((spelling, value));
        }

        private CommandUsageException Misused(string problem) => new($"{problem}; usage: {module} {definition.Usage}");
    }
}
