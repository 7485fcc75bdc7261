namespace ActorProxy.Pbm.CommandLine;

/// <summary>What pbm was started with: <c>pbm [host:port] [option ...] [palette command ...]</c>.</summary>
/// <param name="Node">The node to talk to.</param>
/// <param name="Json">Whether <c>--json</c> stood before the palette.</param>
/// <param name="File">The file whose lines are to be run; <c>-</c> is standard input; null when there is none.</param>
/// <param name="Words">The rest; empty for the interactive mode.</param>
internal sealed record Invocation(NodeAddress Node, bool Json, string? File, string[] Words)
{
    /// <summary>The environment variable that names the node when the command line does not.</summary>
    public const string HostVariable = "PBM_HOST";

    /// <summary>How to connect.</summary>
    public ConnectionOptions Connection { get; private init; } = new();

    /// <summary>Whether only the version is asked for.</summary>
    public bool IsVersion => Words is ["--version"];

    private static readonly string[] HelpWords = ["help", "--help", "-h"];

    /// <summary>Whether help is asked for; about nothing, a palette, or a command of it.</summary>
    /// <param name="topic">The palette, or palette and command; empty for help on pbm itself.</param>
    public bool IsHelp(out string[] topic) => IsHelp(Words, out topic);

    /// <summary>As <see cref="IsHelp(out string[])"/>, for the words of a line.</summary>
    public static bool IsHelp(string[] words, out string[] topic)
    {
        topic = words switch
        {
            ["help" or "--help" or "-h", .. var about] => about,
            [var palette, "help" or "--help" or "-h"] => [palette],
            [var palette, var command, "help"] => [palette, command],
            [var palette, var command, .., "--help" or "-h"] => [palette, command],
            _ => [],
        };
        return topic.Length > 0 || (words is [var only] && HelpWords.Contains(only));
    }

    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="hostVariable">The value of <see cref="HostVariable"/>, if it is set.</param>
    /// <exception cref="UsageException">An address is not one, or an option is not known.</exception>
    public static Invocation Parse(IReadOnlyList<string> arguments, string? hostVariable)
    {
        var words = arguments.ToList();
        NodeAddress? named = null;
        string? file = null;
        var json = false;
        var connection = new ConnectionOptions();
        while (words is [var first, ..])
        {
            if (connection.TryTake(words))
                continue;

            if (named is null && NodeAddress.IsMeant(first))
                named = Address(first, "");
            else if (first == "--json")
                json = true;
            else if (first is "-f" or "--file")
                file = TakeFile(words);
            else
                break;

            words.RemoveAt(0);
        }

        if (words is [['-', ..] option, ..] && option is not ("--version" or "--help" or "-h"))
            throw new UsageException($"unknown option '{option}'; see 'pbm help'");
        if (file is not null && words.Count > 0)
            throw new UsageException($"give either a file of commands or a command, not both: '{words[0]}'");

        return new Invocation(named ?? Default(hostVariable), json, file, [.. words]) { Connection = connection };
    }

    // Leaves the file's name at the front, where the caller takes it away as it does with options that have no value.
    private static string TakeFile(List<string> words)
    {
        if (words is [var option])
            throw new UsageException($"{option} needs a file of commands, or - for standard input");

        words.RemoveAt(0);
        return words[0];
    }

    private static NodeAddress Default(string? hostVariable) =>
        string.IsNullOrWhiteSpace(hostVariable) ? NodeAddress.Default : Address(hostVariable.Trim(), $" (in {HostVariable})");

    private static NodeAddress Address(string text, string where) => NodeAddress.TryParse(text, out var address)
        ? address
        : throw new UsageException($"'{text}'{where} is not of the form HOST:PORT");
}
