using System.Text;
using ActorProxy.Pbm.CommandLine;
using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Shell;

namespace ActorProxy.Pbm.Sessions;

/// <summary>Help for pbm itself, and for palettes and commands from their definitions.</summary>
internal static class HelpText
{
    /// <summary>Help on pbm and an overview of the commands.</summary>
    /// <param name="catalog">The node's commands; null when no node was reached.</param>
    public static string Overview(CommandCatalog? catalog) =>
        $"""
        pbm: the command line of an ActorProxy cluster

        usage:
          pbm [HOST:PORT] PALETTE COMMAND [value ...] [-switch value ...] [--json]
                                          one command
          pbm [HOST:PORT]                 interactive: Tab completes, Up recalls, Ctrl-C ends a running
                                          command, 'exit' or Ctrl-D leaves
          pbm [HOST:PORT] -f FILE         one command per line from a file, or from standard input ('-f -', or
                                          a pipe); '#' begins a comment; stops at the first that fails
          pbm completion SHELL            completion script for bash, zsh, fish or pwsh
          pbm help [PALETTE [COMMAND]]    this help, or help on a palette or a command; also PALETTE help,
                                          PALETTE COMMAND help, and --help behind anything
          pbm --version

        HOST:PORT is the admin address of any node; default {NodeAddress.Default}, or what {Invocation.HostVariable} says.
        It may begin with https://. Before the palette:
          --token-file FILE               token that the node asks for; or PBM_TOKEN_FILE, or the token itself in {ConnectionOptions.TokenVariable}
          --ca FILE                       authorities of the node's certificate, PEM; or PBM_CA
          --certificate FILE --key FILE   own certificate, PEM; or PBM_CERTIFICATE, PBM_KEY
        Words with blanks go in quotes. --json answers JSON, for scripts. -watch shows an answer again every second.
        NO_COLOR=1 leaves out colours. Lines typed are kept in {LineHistory.FileText}.
        exit codes: {ExitCode.Done} done, {ExitCode.Failed} command failed, {ExitCode.CannotConnect} cannot connect, {ExitCode.Undecided} undecided, {ExitCode.Usage} usage

        {(catalog is null ? "The commands are those of the node; none was reached, so they cannot be listed here." : Commands(catalog))}
        """;

    /// <summary>Help on a palette.</summary>
    public static string Of(Palette palette) => $"{palette.Name}:\n{Lines(palette.Commands.Select(command => (command.Usage, command.Description)))}";

    /// <summary>Help on a command.</summary>
    public static string Of(Palette palette, PaletteCommand command)
    {
        var text = new StringBuilder($"{palette.Name} {command.Usage}\n  {command.Description}");
        if (command.Arguments.Count > 0)
            text.Append("\narguments:\n").Append(Lines(command.Arguments.Select(argument => (Spelling(argument), Explanation(argument)))));

        return text.ToString();
    }

    private static string Commands(CommandCatalog catalog) => "commands:\n" + Lines(catalog.Palettes.SelectMany(
        palette => palette.Commands.Select(command => ($"{palette.Name} {command.Name}", command.Description))));

    private static string Spelling(CommandArgument argument)
    {
        var switches = string.Join(", ", argument.Switches);
        return argument switch
        {
            { Flag: true } => switches,
            { Positional: true } => $"<{argument.Name}>, or {switches} <{argument.Name}>",
            _ => $"{switches} <{argument.Name}>",
        };
    }

    private static string Explanation(CommandArgument argument) =>
        argument.Description + (argument.Mandatory ? " Mandatory." : "") + (argument.Values.Count > 0 ? $" Such as: {string.Join(", ", argument.Values)}." : "");

    private static string Lines(IEnumerable<(string Left, string Right)> lines)
    {
        var all = lines.ToList();
        var width = all.Max(line => line.Left.Length);
        return string.Join('\n', all.Select(line => $"  {line.Left.PadRight(width)}  {line.Right}"));
    }
}
