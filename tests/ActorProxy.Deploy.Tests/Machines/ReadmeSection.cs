using System.Text.RegularExpressions;
using ActorProxy.Deploy.Tests.Support;

namespace ActorProxy.Deploy.Tests.Machines;

/// <summary>The section "A cluster on several machines" of the README, as commands.</summary>
internal static partial class ReadmeSection
{
    private static readonly string[] Lines = [.. Repository.Read("README.md").Split('\n')
        .SkipWhile(line => line != "## A cluster on several machines").Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];

    /// <summary>The commands that unpack the archive, the same on every machine.</summary>
    public static IReadOnlyList<string> Unpacking => [.. Blocks().First()];

    /// <summary>The command for each machine, by its address.</summary>
    public static IReadOnlyDictionary<string, string> Starting
    {
        get
        {
            var block = Blocks().Single(lines => lines[0].StartsWith("# on ", StringComparison.Ordinal));
            return block.Chunk(2).ToDictionary(pair => pair[0]["# on ".Length..], pair => pair[1]);
        }
    }

    /// <summary>The commands in the text that look whether it works.</summary>
    public static IReadOnlyList<string> Looking =>
        [.. Command().Matches(string.Join(' ', Lines.Where(line => line.Contains("On any of them", StringComparison.Ordinal)))).Select(match => match.Groups[1].Value)];

    private static IEnumerable<IReadOnlyList<string>> Blocks()
    {
        var block = new List<string>();
        foreach (var line in Lines.Append(""))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                block.Add(line[4..]);
            }
            else if (block.Count > 0)
            {
                yield return block;
                block = [];
            }
        }
    }

    [GeneratedRegex("`(bin/[^`]*)`")]
    private static partial Regex Command();
}
