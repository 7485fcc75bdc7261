using ActorProxy.Mappings.Sampling;

namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>The type of a JSON value.</summary>
internal enum JsonType
{
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

/// <summary>
/// A JSON value that knows the hash of all that is in it, so that equal parts of two documents are passed over at once. Ignored parts are not in it.
/// Immutable.
/// </summary>
internal sealed class JsonNode
{
    private JsonNode(JsonType type, ulong hash)
    {
        Type = type;
        Hash = Mix(hash + ((ulong)type * 0x9E3779B97F4A7C15));
    }

    /// <summary>The value <c>null</c>.</summary>
    public static JsonNode Null { get; } = new(JsonType.Null, 0);

    /// <summary>The value <c>true</c>.</summary>
    public static JsonNode True { get; } = new(JsonType.Boolean, 1);

    /// <summary>The value <c>false</c>.</summary>
    public static JsonNode False { get; } = new(JsonType.Boolean, 2);

    /// <summary>The type.</summary>
    public JsonType Type { get; }

    /// <summary>
    /// Equal for equal values: the order of members does not count, nor that of elements where the array is unordered, nor the way a number is
    /// written. With a tolerance, numbers do not count at all.
    /// </summary>
    public ulong Hash { get; }

    /// <summary>A number's nearest double.</summary>
    public double Number { get; private init; }

    /// <summary>Whether there is a number in it that the hash leaves out.</summary>
    public bool HasLooseNumbers { get; private init; }

    /// <summary>The sum of those numbers, by which elements that are alike but for numbers are put in order.</summary>
    public double LooseSum { get; private init; }

    /// <summary>An object's members by name, those of the same name in the order of the text.</summary>
    public JsonMember[] Members { get; private init; } = [];

    /// <summary>An array's elements.</summary>
    public JsonNode[] Elements { get; private init; } = [];

    /// <summary>Whether the order of the elements does not count.</summary>
    public bool IsUnordered { get; private init; }

    /// <summary>The member of that name, the first of several; null when there is none.</summary>
    public JsonNode? Member(string name)
    {
        var (low, high) = (0, Members.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(Members[middle].Name, name) < 0) low = middle + 1;
            else high = middle;
        }

        return low < Members.Length && Members[low].Name == name ? Members[low].Node : null;
    }

    /// <summary>A text.</summary>
    public static JsonNode OfText(string text) => new(JsonType.Text, StableHash.Of(text));

    /// <summary>A number whose every digit counts.</summary>
    public static JsonNode OfExactNumber(string canonical) => new(JsonType.Number, StableHash.Of(canonical));

    /// <summary>A number that is compared with a tolerance.</summary>
    public static JsonNode OfLooseNumber(double value) =>
        new(JsonType.Number, 0) { Number = value, HasLooseNumbers = true, LooseSum = value };

    /// <summary>An object.</summary>
    /// <param name="members">Sorted by name, stably.</param>
    public static JsonNode OfObject(JsonMember[] members)
    {
        var hash = (ulong)members.Length;
        foreach (var (name, node) in members) hash = Mix(hash ^ StableHash.Of(name)) + node.Hash;
        return new JsonNode(JsonType.Object, hash)
        {
            Members = members,
            HasLooseNumbers = members.Any(m => m.Node.HasLooseNumbers),
            LooseSum = members.Sum(m => m.Node.LooseSum),
        };
    }

    /// <summary>An array.</summary>
    public static JsonNode OfArray(JsonNode[] elements, bool isUnordered)
    {
        var hash = (ulong)elements.Length;
        foreach (var element in elements) hash = isUnordered ? hash + Mix(element.Hash) : Mix(hash) + element.Hash;
        return new JsonNode(JsonType.Array, hash)
        {
            Elements = elements,
            IsUnordered = isUnordered,
            HasLooseNumbers = elements.Any(e => e.HasLooseNumbers),
            LooseSum = elements.Sum(e => e.LooseSum),
        };
    }

    /// <summary>Mixes all bits (the finaliser of SplitMix64).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>A member of an object.</summary>
internal readonly record struct JsonMember(string Name, JsonNode Node);
