using System.Text;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Comparing.Json;

namespace ActorProxy.Shadowing.Tests.Comparing.Json;

/// <summary>The work of a comparison grows with the size of the documents, and not with its square. Counted, not timed.</summary>
public sealed class JsonWorkTests
{
    private const int Size = 2000;

    public static TheoryData<string> Shapes => [.. Documents.Keys];

    private static readonly Dictionary<string, Func<int, (string Production, string Other)>> Documents = new()
    {
        ["reversed"] = n => (List(Enumerable.Range(0, n).Select(Item)), List(Enumerable.Range(0, n).Select(Item).Reverse())),
        ["one inserted at the front"] = n => (List(Enumerable.Range(0, n).Select(Item)), List(Enumerable.Range(-1, n + 1).Select(Item))),
        ["every element changed"] = n => (List(Enumerable.Range(0, n).Select(Item)), List(Enumerable.Range(0, n).Select(i => Item(i).Replace("\"v\"", "\"w\"", StringComparison.Ordinal)))),
        ["nothing in common"] = n => (List(Enumerable.Range(0, n).Select(i => $"{i}")), List(Enumerable.Range(n, n).Select(i => $"{i}"))),
        ["all equal, one less"] = n => (List(Enumerable.Repeat("1", n)), List(Enumerable.Repeat("1", n - 1))),
        ["members reversed"] = n => (Map(Enumerable.Range(0, n)), Map(Enumerable.Range(1, n).Reverse())),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Twice_the_size_is_about_twice_the_work(string shape)
    {
        var once = Steps(Documents[shape](Size), new CompareSettings());
        var twice = Steps(Documents[shape](2 * Size), new CompareSettings());

        Assert.InRange(once, Size, 12 * Size);
        Assert.InRange(twice, once, once * 2.2);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Neither_unordered_arrays_nor_a_tolerance_change_that(string shape)
    {
        var settings = new CompareSettings { Unordered = ["$"], NumericTolerance = 1e-6 };

        var once = Steps(Documents[shape](Size), settings);
        var twice = Steps(Documents[shape](2 * Size), settings);

        Assert.InRange(once, Size, 12 * Size);
        Assert.InRange(twice, once, once * 2.2);
    }

    private static long Steps((string Production, string Other) documents, CompareSettings settings)
    {
        var rules = new JsonRules(settings);
        var diff = new JsonDiff(rules, new DifferenceSet());
        diff.Compare(Read(documents.Production, rules), Read(documents.Other, rules), GroupedPath.Root);
        return diff.Steps;
    }

    private static JsonNode Read(string text, JsonRules rules) => JsonTreeReader.TryRead(Encoding.UTF8.GetBytes(text), rules)!;

    private static string Item(int i) => $$"""{"id":{{i}},"v":{{i * 3}}}""";

    private static string List(IEnumerable<string> items) => $"[{string.Join(",", items)}]";

    private static string Map(IEnumerable<int> keys) => $"{{{string.Join(",", keys.Select(i => $"\"k{i}\":{i}"))}}}";
}
