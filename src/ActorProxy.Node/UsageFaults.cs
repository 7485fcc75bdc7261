using System.CommandLine;
using ActorProxy.Admin;

namespace ActorProxy.Node;

/// <summary>Says what is wrong with a command line in a line, where a page of help would hide it.</summary>
internal static class UsageFaults
{
    /// <summary>As <c>pbm</c>, and <c>EX_USAGE</c> of sysexits: 1 is left to what a verb finds.</summary>
    public const int ExitCode = 64;

    private const string Program = "actorproxy";

    /// <summary>Writes what is wrong, and where help is.</summary>
    /// <returns><see cref="ExitCode"/>.</returns>
    public static int Report(ParseResult parsed, TextWriter error)
    {
        foreach (var fault in Faults(parsed))
            error.WriteLine($"{Program}: {fault}");
        var command = parsed.CommandResult.Command;
        error.WriteLine($"See '{Program}{(command is RootCommand ? "" : $" {command.Name}")} --help'.");
        return ExitCode;
    }

    // What follows a word that is not known was most often meant for it: only the first is named.
    private static IEnumerable<string> Faults(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var first, ..] ? [Unmatched(parsed.CommandResult.Command, first)]
        : parsed.CommandResult.Command is RootCommand root ? [$"a command is needed: {string.Join(", ", Names(root))}"]
        : parsed.Errors.Select(fault => fault.Message);

    private static string Unmatched(Command command, string word)
    {
        if (word.StartsWith('-'))
            return $"unknown option '{word}'{SimilarName.Hint(word, command.Options.Select(option => option.Name))}";
        return command is RootCommand root
            ? $"unknown command '{word}'{SimilarName.Hint(word, Names(root))}; known: {string.Join(", ", Names(root))}"
            : $"'{word}' belongs to nothing here";
    }

    private static IEnumerable<string> Names(RootCommand root) => root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name);
}
