using System.Text;

namespace ActorProxy.Mappings.Reading;

/// <summary>A map from names to nodes, in the order of the text, without double keys.</summary>
internal sealed class YamlObject(
    int line, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries, IReadOnlyList<YamlScalar> overwritten, int size) : YamlNode(line)
{
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;

    /// <summary>Keys that the text gives more than once; the last one counts.</summary>
    public IReadOnlyList<YamlScalar> Overwritten { get; } = overwritten;

    public override int Size { get; } = size;

    public override string Kind => "a map";

    /// <summary>The value under <paramref name="name"/>; null when it is absent or says null.</summary>
    public YamlNode? Find(string name)
    {
        foreach (var (key, value) in Entries)
        {
            if (key.Value == name)
                return value is YamlScalar { Type: ScalarType.Null } ? null : value;
        }

        return null;
    }

    /// <summary>The canonical text of the value under <paramref name="name"/>; null when it is absent or says null.</summary>
    public string? CanonicalOf(string name) => Find(name)?.Canonical();

    public override void AppendCanonical(StringBuilder text)
    {
        text.Append('{');
        foreach (var (key, value) in Entries.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
        {
            YamlScalar.AppendQuoted(text, key.Value);
            text.Append(':');
            value.AppendCanonical(text);
            text.Append(',');
        }

        text.Append('}');
    }
}

/// <summary>Collects the entries of a map: later keys win over earlier ones, own keys over merged ones (<c>&lt;&lt;</c>).</summary>
internal sealed class YamlObjectBuilder(int line)
{
    private readonly List<KeyValuePair<YamlScalar, YamlNode>> _entries = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly List<YamlScalar> _overwritten = [];
    private readonly List<YamlObject> _merged = [];

    /// <summary>Adds one entry.</summary>
    /// <exception cref="YamlFault">A merge key whose value is not a map.</exception>
    public void Add(YamlScalar key, YamlNode value)
    {
        if (key.Value == "<<")
        {
            foreach (var source in value is YamlList list ? list.Items : [value])
                _merged.Add(source as YamlObject ?? throw new YamlFault("a merge key (<<) needs a map", key.Line));
        }
        else if (_positions.TryGetValue(key.Value, out var position))
        {
            _overwritten.Add(key);
            _entries[position] = new(key, value);
        }
        else
        {
            Append(key, value);
        }
    }

    /// <summary>The finished map.</summary>
    public YamlObject Build()
    {
        foreach (var (key, value) in _merged.SelectMany(map => map.Entries))
        {
            if (!_positions.ContainsKey(key.Value))
                Append(key, value);
        }

        return new YamlObject(line, _entries, _overwritten, 1 + _entries.Sum(entry => 1 + entry.Value.Size));
    }

    private void Append(YamlScalar key, YamlNode value)
    {
        _positions.Add(key.Value, _entries.Count);
        _entries.Add(new(key, value));
    }
}
