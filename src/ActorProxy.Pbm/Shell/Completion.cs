using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;

namespace ActorProxy.Pbm.Shell;

/// <summary>What could stand at the cursor.</summary>
/// <param name="Start">Where the word to complete begins.</param>
/// <param name="Candidates">The words that fit, sorted.</param>
internal sealed record Completion(int Start, IReadOnlyList<string> Candidates)
{
    private static readonly string[] ShellCommands = ["help", "exit", "quit"];

    /// <summary>The longest text that all candidates begin with.</summary>
    public string CommonPrefix => Candidates.Aggregate(
        (prefix, candidate) => prefix[..prefix.Zip(candidate).TakeWhile(pair => pair.First == pair.Second).Count()]);

    /// <summary>Finds what fits after a text, from the node's definitions.</summary>
    /// <param name="text">The line up to the cursor.</param>
    /// <param name="catalog">The node's commands.</param>
    /// <param name="own">Words that may stand first besides palettes; null means those of the interactive mode.</param>
    public static Completion Of(string text, CommandCatalog catalog, string[]? own = null)
    {
        var start = text.LastIndexOf(' ') + 1;
        var typed = text[start..];
        var before = text[..start].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Completion(start, [.. Words(before, catalog, own ?? ShellCommands).Where(word => word.StartsWith(typed, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Words(string[] before, CommandCatalog catalog, string[] own) => before switch
    {
        [] => catalog.Palettes.Select(palette => palette.Name).Concat(own),
        ["help"] => catalog.Palettes.Select(palette => palette.Name),
        ["help", var palette] => Commands(palette, catalog).Select(command => command.Name),
        ["help", ..] => [],
        [var palette] => Commands(palette, catalog).Select(command => command.Name),
        [var palette, var name, .. var given] => Commands(palette, catalog).FirstOrDefault(command => command.Name == name) is { } command
            ? Arguments(command, given)
            : [],
    };

    private static IReadOnlyList<PaletteCommand> Commands(string name, CommandCatalog catalog) =>
        catalog.Palettes.FirstOrDefault(palette => palette.Name == name)?.Commands ?? [];

    private static IEnumerable<string> Arguments(PaletteCommand command, string[] given)
    {
        var filled = new HashSet<CommandArgument>();
        CommandArgument? awaiting = null;
        foreach (var word in given)
        {
            if (awaiting is not null)
            {
                awaiting = null;
                continue;
            }

            var bySwitch = command.Arguments.FirstOrDefault(argument => argument.Switches.Contains(word));
            if ((bySwitch ?? NextPositional(command, filled)) is { } taken)
                filled.Add(taken);
            awaiting = bySwitch is { Flag: false } ? bySwitch : null;
        }

        if (awaiting is not null)
            return awaiting.Values;

        var values = NextPositional(command, filled)?.Values ?? [];
        return values.Concat(command.Arguments.Where(argument => !filled.Contains(argument) && !argument.Positional).Select(argument => argument.Switches[0]));
    }

    private static CommandArgument? NextPositional(PaletteCommand command, HashSet<CommandArgument> filled) =>
        command.Arguments.FirstOrDefault(argument => argument.Positional && !filled.Contains(argument));
}
