using ActorProxy.Pbm.CommandLine;
using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;
using ActorProxy.Pbm.Shell;

namespace ActorProxy.Pbm.Completions;

/// <summary><c>pbm complete LINE</c>: what could stand at the end of a shell's command line. For the scripts of <see cref="ShellScripts"/>.</summary>
internal static class ShellCompletion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] OwnCommands = ["help", "completion"];

    private static readonly string[] Options = ["--json", "--file", "--version", "--help"];

    /// <summary>Finds the words that fit; none when the line is about no node that answers.</summary>
    /// <param name="line">The command line up to the cursor, the program's name included.</param>
    /// <param name="hostVariable">The value of <see cref="Invocation.HostVariable"/>, if it is set.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(string line, string? hostVariable)
    {
        var start = line.LastIndexOf(' ') + 1;
        var before = line[..start].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToArray();
        var typed = line[start..];
        Invocation invocation;
        try
        {
            invocation = Invocation.Parse(before, hostVariable);
        }
        catch (UsageException)
        {
            return [];
        }

        if (invocation.Words is ["completion"])
            return Fitting(["bash", "fish", "pwsh", "zsh"], typed);

        if (invocation.File is not null)
            return [];

        var catalog = await CatalogAsync(invocation.Node);
        var ofNode = Completion.Of(string.Join(' ', invocation.Words.Append(typed)), catalog, OwnCommands).Candidates;
        return invocation.Words.Length == 0 && typed.StartsWith('-') ? Fitting(Options, typed) : ofNode;
    }

    private static IReadOnlyList<string> Fitting(IEnumerable<string> words, string typed) =>
        [.. words.Where(word => word.StartsWith(typed, StringComparison.Ordinal))];

    private static async Task<CommandCatalog> CatalogAsync(NodeAddress node)
    {
        using var client = new NodeClient(node);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return new CommandCatalog(await client.GetPalettesAsync(limit.Token));
        }
        catch (Exception failure) when (failure is NodeUnreachableException or OperationCanceledException)
        {
            return CommandCatalog.Empty;
        }
    }
}
