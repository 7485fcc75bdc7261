using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Reading;

/// <summary>
/// Reads the fields of a map by name and type. A wrong type rejects the resource; <see cref="Finish"/> reports the fields that nobody asked for.
/// </summary>
internal sealed class FieldReader(YamlObject node, string path, FindingLog log)
{
    /// <summary>Unknown fields reported of one map: looking for what was meant is too dear to do it for a hundred thousand.</summary>
    private const int MaxUnknown = 50;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The map.</summary>
    public YamlObject Node { get; } = node;

    /// <summary>Where findings go.</summary>
    public FindingLog Log { get; } = log;

    /// <summary>Names fields that are read elsewhere, or not at all.</summary>
    public void Accept(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _known.Add(name);
    }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A text field; null when absent.</summary>
    public string? Text(string name)
    {
        var value = Find(name);
        return value is null ? null : AsText(value, name);
    }

    /// <summary>A text field that must be there and not empty; null after a finding.</summary>
    public string? RequiredText(string name)
    {
        var value = Find(name);
        if (value is null || value is YamlScalar { Type: ScalarType.Text, Value: "" })
        {
            Log.Reject(FindingCodes.MissingField, $"{PathOf(name)} is required", Node.Line, PathOf(name));
            return null;
        }

        return AsText(value, name);
    }

    /// <summary>A boolean field; null when absent.</summary>
    public bool? Flag(string name)
    {
        var value = Find(name);
        if (value is null)
            return null;
        if (value is YamlScalar { Type: ScalarType.Flag } scalar)
            return scalar.AsFlag;

        Wrong(value, name, "true or false");
        return null;
    }

    /// <summary>A whole number; null when absent or after a finding.</summary>
    public int? Integer(string name, int min = int.MinValue, int max = int.MaxValue)
    {
        var value = Find(name);
        if (value is null)
            return null;
        if (value is not YamlScalar scalar || !scalar.TryNumber(out var number) || number != Math.Floor(number) || Math.Abs(number) > int.MaxValue)
        {
            Wrong(value, name, "a whole number");
            return null;
        }

        return InRange(value, name, number, min, max) ? (int)number : null;
    }

    /// <summary>A number; null when absent or after a finding.</summary>
    public double? Number(string name, double min = double.MinValue, double max = double.MaxValue)
    {
        var value = Find(name);
        if (value is null)
            return null;
        if (value is not YamlScalar scalar || !scalar.TryNumber(out var number))
        {
            Wrong(value, name, "a number");
            return null;
        }

        return InRange(value, name, number, min, max) ? number : null;
    }

    /// <summary>A list of texts; a single text counts as a list of one when <paramref name="alsoSingle"/>. Empty when absent.</summary>
    public IReadOnlyList<string> TextList(string name, bool alsoSingle = false)
    {
        switch (Find(name))
        {
            case null:
                return [];
            case YamlList list:
                var texts = new List<string>(list.Items.Count);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (AsText(list.Items[i], $"{name}[{i}]") is { } text)
                        texts.Add(text);
                }

                return texts;
            case YamlScalar scalar when alsoSingle:
                return AsText(scalar, name) is { } single ? [single] : [];
            case var other:
                Wrong(other, name, alsoSingle ? "a list of texts or a text" : "a list of texts");
                return [];
        }
    }

    /// <summary>The entries of a map field, by name in the order of the text. Empty when absent or after a finding.</summary>
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries(string name)
    {
        switch (Find(name))
        {
            case null:
                return [];
            case YamlObject map:
                ReportOverwritten(map, PathOf(name));
                return map.Entries;
            case var other:
                Wrong(other, name, "a map");
                return [];
        }
    }

    /// <summary>A map field from names to texts. Empty when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextMap(string name) =>
        [.. Entries(name)
            .Select(entry => (entry.Key, Text: AsText(entry.Value, $"{name}.{entry.Key.Value}")))
            .Where(entry => entry.Text is not null)
            .Select(entry => new KeyValuePair<string, string>(entry.Key.Value, entry.Text!))];

    /// <summary>A field that is a map with fields of its own; null when absent or after a finding.</summary>
    public FieldReader? Object(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case YamlObject map:
                return new FieldReader(map, PathOf(name), Log);
            case var other:
                Wrong(other, name, "a map");
                return null;
        }
    }

    /// <summary>A list of maps. Empty when absent.</summary>
    public IReadOnlyList<FieldReader> Objects(string name)
    {
        switch (Find(name))
        {
            case null:
                return [];
            case YamlList list:
                var readers = new List<FieldReader>(list.Items.Count);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (list.Items[i] is YamlObject map)
                        readers.Add(new FieldReader(map, $"{PathOf(name)}[{i}]", Log));
                    else
                        Wrong(list.Items[i], $"{name}[{i}]", "a map");
                }

                return readers;
            case var other:
                Wrong(other, name, "a list");
                return [];
        }
    }

    /// <summary>The text of a node that belongs to field <paramref name="name"/>; null after a finding.</summary>
    public string? AsText(YamlNode value, string name)
    {
        if (value is YamlScalar { Type: ScalarType.Text } scalar)
            return scalar.Value;

        Wrong(value, name, "text");
        return null;
    }

    /// <summary>Path of a field, such as <c>spec.weight</c>.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Line of a field, or of the map when it is absent.</summary>
    public int LineOf(string name) => Node.Find(name)?.Line ?? Node.Line;

    /// <summary>Rejects the resource because of a field's value.</summary>
    public void Invalid(string name, string message, string code = FindingCodes.InvalidValue) =>
        Log.Reject(code, $"{PathOf(name)}: {message}", LineOf(name), PathOf(name));

    /// <summary>Rejects the resource because of the type of a field's value.</summary>
    public void Wrong(YamlNode value, string name, string expected) =>
        Log.Reject(FindingCodes.WrongType, $"{PathOf(name)} must be {expected}, not {value.Kind}", value.Line, PathOf(name));

    /// <summary>Reports fields that do not exist and keys that stand twice.</summary>
    public void Finish()
    {
        ReportOverwritten(Node, path);
        foreach (var key in Node.Entries.Select(entry => entry.Key).Where(key => !_known.Contains(key.Value)).Take(MaxUnknown))
        {
            var shown = key.Value.Length <= 80 ? key.Value : key.Value[..80] + "...";
            var nearest = NearestName.Find(key.Value, _known);
            var hint = nearest is null ? "" : $"; did you mean {nearest}?";
            Log.Warning(FindingCodes.UnknownField, $"{PathOf(shown)} is not a known field{hint}", key.Line, PathOf(shown));
        }
    }

    private YamlNode? Find(string name)
    {
        _known.Add(name);
        return Node.Find(name);
    }

    private bool InRange(YamlNode value, string name, double number, double min, double max)
    {
        if (number >= min && number <= max)
            return true;

        var range = max >= int.MaxValue ? $"at least {min}" : $"from {min} to {max}";
        Log.Reject(FindingCodes.InvalidValue, $"{PathOf(name)} must be {range}, not {number}", value.Line, PathOf(name));
        return false;
    }

    private void ReportOverwritten(YamlObject map, string at)
    {
        foreach (var key in map.Overwritten)
        {
            var field = at.Length == 0 ? key.Value : $"{at}.{key.Value}";
            Log.Warning(FindingCodes.DuplicateKey, $"{field} stands twice; the last one counts", key.Line, field);
        }
    }
}
