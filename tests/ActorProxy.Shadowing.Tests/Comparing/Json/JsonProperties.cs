using System.Text.Json.Nodes;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Comparing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing.Json;

[Properties(Arbitrary = [typeof(JsonProperties)], MaxTest = 300)]
public sealed class JsonProperties
{
    private static readonly CompareSettings EveryArrayUnordered = new() { Unordered = ["$", "$..*"] };

    public sealed record Document(JsonNode? Root)
    {
        public override string ToString() => Root?.ToJsonString() ?? "null";
    }

    public static Arbitrary<Document> Documents() => Gen.Sized(size => Value(Math.Min(size, 12))).Select(root => new Document(root)).ToArbitrary();

    [Property]
    public bool A_document_is_like_itself(Document a) => JsonDifferences(a.ToString(), a.ToString() + " ") == "";

    [Property]
    public bool The_order_of_members_does_not_count(Document a, int seed) => JsonDifferences(a.ToString(), Shuffled(a.Root, new Random(seed), arrays: false)) == "";

    [Property]
    public bool In_unordered_arrays_the_order_of_elements_does_not_count(Document a, int seed) =>
        JsonDifferences(a.ToString(), Shuffled(a.Root, new Random(seed), arrays: true), EveryArrayUnordered) == "";

    [Property]
    public bool With_a_tolerance_too(Document a, int seed) =>
        JsonDifferences(a.ToString(), Shuffled(a.Root, new Random(seed), arrays: true), EveryArrayUnordered with { NumericTolerance = 1e-9 }) == "";

    [Property]
    public bool Seen_from_the_other_side_missing_is_added_and_all_else_is_the_same(Document a, Document b)
    {
        var there = Compare(JsonReply(a.ToString()), JsonReply(b.ToString())).Differences.Select(d => d with { Kind = Mirrored(d.Kind) });
        var back = Compare(JsonReply(b.ToString()), JsonReply(a.ToString())).Differences;
        return there.ToHashSet().SetEquals(back);
    }

    [Property]
    public bool Documents_are_alike_exactly_when_they_are_equal(Document a, Document b) =>
        (JsonDifferences(a.ToString(), b.ToString()) == "") == JsonNode.DeepEquals(a.Root, b.Root);

    [Property]
    public bool What_differs_does_not_when_it_is_ignored(Document a, Document b)
    {
        var differences = Compare(JsonReply(a.ToString()), JsonReply(b.ToString())).Differences;
        return JsonDifferences(a.ToString(), b.ToString(), new CompareSettings { Ignore = [.. differences.Select(d => d.Path)] }) == "";
    }

    private static DifferenceKind Mirrored(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => DifferenceKind.Added,
        DifferenceKind.Added => DifferenceKind.Missing,
        _ => kind,
    };

    private static Gen<JsonNode?> Value(int size)
    {
        var scalar = Gen.OneOf(
            Gen.Constant<JsonNode?>(null), Gen.Choose(-3, 3).Select(n => (JsonNode?)JsonValue.Create(n)), Gen.Elements(true, false).Select(b => (JsonNode?)JsonValue.Create(b)),
            Gen.Elements("", "a", "b c", "é\"").Select(s => (JsonNode?)JsonValue.Create(s)), Gen.Choose(1, 99).Select(n => (JsonNode?)JsonValue.Create(n / 8.0)));
        if (size == 0) return scalar;

        var items = Value(size / 2).ListOf().Select(list => list.Take(size));
        var names = Gen.Elements("a", "b", "id", "two words", "c");
        return Gen.OneOf(
            scalar,
            items.Select(list => (JsonNode?)new JsonArray([.. list.Select(n => n?.DeepClone())])),
            from list in items from keys in names.ListOf() select (JsonNode?)Object(keys.Zip(list)));
    }

    private static JsonObject Object(IEnumerable<(string Key, JsonNode? Value)> members)
    {
        var result = new JsonObject();
        foreach (var (key, value) in members) result[key] = value?.DeepClone();
        return result;
    }

    private static string Shuffled(JsonNode? node, Random random, bool arrays)
    {
        switch (node)
        {
            case JsonObject members:
                var written = members.Select(m => $"{JsonValue.Create(m.Key).ToJsonString()}:{Shuffled(m.Value, random, arrays)}").ToArray();
                random.Shuffle(written);
                return $"{{{string.Join(",", written)}}}";
            case JsonArray elements:
                var items = elements.Select(e => Shuffled(e, random, arrays)).ToArray();
                if (arrays) random.Shuffle(items);
                return $"[{string.Join(",", items)}]";
            default:
                return node?.ToJsonString() ?? "null";
        }
    }
}
