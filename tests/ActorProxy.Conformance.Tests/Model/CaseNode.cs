using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ActorProxy.Conformance.Tests.Model;

/// <summary>
/// A map in a case's first document. Every field must be asked for before <see cref="Finish"/>, so that a misspelt one never passes for an
/// expectation that holds.
/// </summary>
internal sealed class CaseNode
{
    private readonly Dictionary<string, YamlNode> _fields = [];
    private readonly HashSet<string> _known = [];
    private readonly string _path;

    private CaseNode(YamlNode node, string path)
    {
        _path = path;
        if (IsNull(node))
            return; // "production:" with nothing behind it
        if (node is not YamlMappingNode map)
            throw Fault("must be a map");
        foreach (var (key, value) in map.Children)
            _fields.Add(((YamlScalarNode)key).Value!, value);
    }

    /// <summary>The names of its fields.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>Reads a document that is a map.</summary>
    public static CaseNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new CaseNode(stream.Documents.Single().RootNode, "");
    }

    /// <summary>Whether the field is there, null or not.</summary>
    public bool Has(string name)
    {
        _known.Add(name);
        return _fields.ContainsKey(name);
    }

    /// <summary>A text; null when the field is absent or null.</summary>
    public string? Text(string name) => Find(name) is { } node ? ScalarOf(node, name) : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => Text(name) ?? throw Fault($"needs {name}");

    /// <summary>A whole number; null when absent.</summary>
    public int? Number(string name) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>A boolean; false when absent.</summary>
    public bool Flag(string name) => Text(name) is { } text && bool.Parse(text);

    /// <summary>A map; null when absent. A field without a value is an empty map.</summary>
    public CaseNode? Map(string name)
    {
        _known.Add(name);
        return _fields.TryGetValue(name, out var node) ? new CaseNode(node, $"{_path}.{name}") : null;
    }

    /// <summary>A list of maps, or a single one; empty when absent.</summary>
    public IReadOnlyList<CaseNode> Maps(string name)
    {
        _known.Add(name);
        return !_fields.TryGetValue(name, out var node) ? []
            : node is YamlSequenceNode list ? [.. list.Select((item, i) => new CaseNode(item, $"{_path}.{name}[{i}]"))]
            : [new CaseNode(node, $"{_path}.{name}")];
    }

    /// <summary>A list of texts, or a single one; empty when absent or null.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Select(item => ScalarOf(item, name))],
        var single => [ScalarOf(single, name)],
    };

    /// <summary>A failure that says where it is.</summary>
    public FormatException Fault(string problem) => new($"{(_path.Length == 0 ? "the case" : _path[1..])} {problem}");

    /// <summary>Fails when there are fields that nobody asked for.</summary>
    public void Finish()
    {
        if (_fields.Keys.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
            throw Fault($"has no field {unknown}");
    }

    private YamlNode? Find(string name)
    {
        _known.Add(name);
        return _fields.GetValueOrDefault(name) is { } node && !IsNull(node) ? node : null;
    }

    private string ScalarOf(YamlNode node, string name) =>
        node is YamlScalarNode scalar ? scalar.Value ?? "" : throw Fault($"must have a text as {name}");

    private static bool IsNull(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };
}
