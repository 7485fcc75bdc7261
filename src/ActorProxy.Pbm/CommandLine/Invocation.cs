namespace ActorProxy.Pbm.CommandLine;

/// <summary>What pbm was started with: <c>pbm [host:port] [option ...] [palette command ...]</c>.</summary>
/// <param name="Node">The node to talk to.</param>
/// <param name="Json">Whether <c>--json</c> stood before the palette.</param>
/// <param name="Words">The rest; empty for the interactive mode.</param>
internal sealed record Invocation(NodeAddress Node, bool Json, string[] Words)
{
    /// <summary>The environment variable that names the node when the command line does not.</summary>
    public const string HostVariable = "PBM_HOST";

    /// <summary>How to connect.</summary>
    public ConnectionOptions Connection { get; private init; } = new();

    /// <summary>Whether only the version is asked for.</summary>
    public bool IsVersion => Words is ["--version"];

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
            [var palette, var command, .., "--help" or "-h"] => [palette, command],
            _ => [],
        };
        return topic.Length > 0 || words is ["help" or "--help" or "-h"];
    }

    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="hostVariable">The value of <see cref="HostVariable"/>, if it is set.</param>
    /// <exception cref="UsageException">An address is not one, or an option is not known.</exception>
    public static Invocation Parse(IReadOnlyList<string> arguments, string? hostVariable)
    {
        var words = arguments.ToList();
        var node = NodeAddress.Default;
        if (words is [var first, ..] && NodeAddress.IsMeant(first))
        {
            node = Address(first, "");
            words.RemoveAt(0);
        }
        else if (!string.IsNullOrWhiteSpace(hostVariable))
        {
            node = Address(hostVariable.Trim(), $" (in {HostVariable})");
        }

        var connection = new ConnectionOptions();
        var json = false;
        while (connection.TryTake(words) || words is ["--json", ..])
        {
            if (words is not ["--json", ..]) continue;
            json = true;
            words.RemoveAt(0);
        }

        if (words is [['-', ..] option, ..] && option is not ("--version" or "--help" or "-h"))
            throw new UsageException($"unknown option '{option}'; see 'pbm help'");

        return new Invocation(node, json, [.. words]) { Connection = connection };
    }

    private static NodeAddress Address(string text, string where) => NodeAddress.TryParse(text, out var address)
        ? address
        : throw new UsageException($"'{text}'{where} is not of the form HOST:PORT");
}
