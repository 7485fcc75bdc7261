using System.Text.Json;

namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>Reads JSON into a tree of <see cref="JsonNode"/> in one pass, without what is ignored.</summary>
internal ref struct JsonTreeReader
{
    /// <summary>Deepest nesting; what is deeper counts as not JSON, since reading takes stack.</summary>
    public const int MaxDepth = 128;

    /// <summary>Most values; a body of more counts as not JSON, since a value takes many times the bytes of its text.</summary>
    public const int MaxNodes = 1_000_000;

    private readonly JsonRules _rules;
    private Utf8JsonReader _reader;
    private int _nodes;

    private JsonTreeReader(ReadOnlySpan<byte> utf8, JsonRules rules)
    {
        _rules = rules;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Reads a document; null when it is not valid JSON or beyond the limits.</summary>
    public static JsonNode? TryRead(ReadOnlySpan<byte> utf8, JsonRules rules)
    {
        try
        {
            var reader = new JsonTreeReader(utf8, rules);
            reader._reader.Read();
            var root = reader.Root();
            return reader._reader.Read() || reader._nodes > MaxNodes ? null : root;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for texts that are not valid UTF-8 or UTF-16.
            return null;
        }
    }

    private JsonNode Root()
    {
        if (!_rules.Ignored.IsHere) return Value(_rules.Ignored, _rules.Unordered);
        _reader.Skip();
        return JsonNode.Null;
    }

    private JsonNode Value(JsonPathSet ignored, JsonPathSet unordered)
    {
        if (++_nodes > MaxNodes) throw new JsonException("too many values");
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ignored, unordered);
            case JsonTokenType.StartArray:
                return Array(ignored, unordered);
            case JsonTokenType.Number:
                return _rules.Tolerance > 0
                    ? JsonNode.OfLooseNumber(JsonNumber.Approximate(_reader.ValueSpan))
                    : JsonNode.OfExactNumber(JsonNumber.Canonical(_reader.ValueSpan));
            case JsonTokenType.String:
                return Text();
            case JsonTokenType.True:
                return JsonNode.True;
            case JsonTokenType.False:
                return JsonNode.False;
            default:
                return JsonNode.Null;
        }
    }

    private JsonNode Text()
    {
        var text = _reader.GetString()!;
        foreach (var normalisation in _rules.Normalise) text = normalisation.Apply(text);
        return JsonNode.OfText(text);
    }

    private JsonNode Object(JsonPathSet ignored, JsonPathSet unordered)
    {
        var members = new List<JsonMember>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            _reader.Read();
            var ignoredHere = ignored.Member(name);
            if (ignoredHere.IsHere) _reader.Skip();
            else members.Add(new JsonMember(name, Value(ignoredHere, unordered.Member(name))));
        }

        return JsonNode.OfObject(IsSorted(members) ? [.. members] : [.. members.OrderBy(m => m.Name, StringComparer.Ordinal)]);
    }

    private JsonNode Array(JsonPathSet ignored, JsonPathSet unordered)
    {
        var elements = new List<JsonNode>();
        for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var ignoredHere = ignored.Element(index);
            if (ignoredHere.IsHere) _reader.Skip();
            else elements.Add(Value(ignoredHere, unordered.Element(index)));
        }

        return JsonNode.OfArray([.. elements], unordered.IsHere);
    }

    private static bool IsSorted(List<JsonMember> members)
    {
        for (var i = 1; i < members.Count; i++)
        {
            if (string.CompareOrdinal(members[i - 1].Name, members[i].Name) > 0) return false;
        }

        return true;
    }
}
