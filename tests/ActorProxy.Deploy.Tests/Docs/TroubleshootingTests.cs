using System.Reflection;
using ActorProxy.Deploy.Tests.Support;
using ActorProxy.Mappings.Findings;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Deploy.Tests.Docs;

public sealed class TroubleshootingTests
{
    private static readonly string[] Lines = Repository.Read("deploy/docs/troubleshooting.md").Split('\n');

    [Fact]
    public void Every_finding_has_an_entry_and_every_entry_a_finding()
    {
        var codes = typeof(FindingCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(codes.Order(StringComparer.Ordinal), Entries("## Findings").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_outcome_has_an_entry_and_every_entry_an_outcome()
    {
        var names = Enum.GetValues<CopyOutcome>().Select(outcome => CopyOutcomes.Name(outcome));
        Assert.Equal(names.Order(StringComparer.Ordinal), Entries("## Outcomes").Order(StringComparer.Ordinal));
    }

    /// <summary>First cells of the table in a section; an entry has to say what it means and what to do.</summary>
    private static IEnumerable<string> Entries(string section)
    {
        foreach (var line in Lines.SkipWhile(line => line != section).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (!line.StartsWith("| `", StringComparison.Ordinal))
                continue;
            var cells = line.Trim('|').Split(" | ");
            Assert.Equal(3, cells.Length);
            Assert.All(cells[1..], cell => Assert.True(cell.Trim().Length >= 6, line));
            yield return cells[0].Trim().Trim('`');
        }
    }
}
