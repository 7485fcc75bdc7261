using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ActorProxy.Mappings.Reading;

/// <summary>Why a document cannot be read.</summary>
internal sealed class YamlFault(string message, int line) : Exception(message)
{
    /// <summary>One-based line in the file.</summary>
    public int Line { get; } = line;
}

/// <summary>Builds the nodes of one document from the events of YamlDotNet, within <see cref="YamlLimits"/>.</summary>
internal sealed class YamlParser
{
    private readonly Parser _events;
    private readonly int _lineOffset;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlParser(string text, int lineOffset)
    {
        _events = new Parser(new StringReader(text));
        _lineOffset = lineOffset;
    }

    /// <summary>Reads the single document in <paramref name="text"/>.</summary>
    /// <param name="text">The document.</param>
    /// <param name="lineOffset">Lines of the file before the document.</param>
    /// <returns>Null when there is nothing but comments.</returns>
    /// <exception cref="YamlFault">It is not YAML, or it breaks a limit.</exception>
    public static YamlNode? Parse(string text, int lineOffset)
    {
        if (text.Length > YamlLimits.DocumentLength)
            throw new YamlFault($"the document is longer than {YamlLimits.DocumentLength} characters", lineOffset + 1);

        var parser = new YamlParser(text, lineOffset);
        try
        {
            return parser.ReadDocument();
        }
        catch (YamlException e)
        {
            throw new YamlFault(e.Message, parser.LineOf(e.Start));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The scanner is not meant to throw these, but some malformed escapes and tags make it.
            throw new YamlFault($"malformed YAML: {e.Message}", lineOffset + 1);
        }
    }

    private YamlNode? ReadDocument()
    {
        Next<StreamStart>();
        if (!Move() || _events.Current is StreamEnd)
            return null;

        Expect<DocumentStart>();
        Move();
        var root = Read(depth: 1);
        Next<DocumentEnd>();
        Move();
        if (_events.Current is not StreamEnd)
            throw new YamlFault("more than one document without a --- line between them", LineOf(_events.Current!.Start));

        return root;
    }

    /// <summary>Reads the node that the current event starts; afterwards the current event is the node's last one.</summary>
    private YamlNode Read(int depth)
    {
        var line = LineOf(_events.Current!.Start);
        if (depth > YamlLimits.Depth)
            throw new YamlFault($"nested deeper than {YamlLimits.Depth} levels", line);

        Count(1, line);
        return _events.Current switch
        {
            Scalar scalar => Anchored(scalar, new YamlScalar(line, scalar.Value, scalar.IsQuotedImplicit || IsTextTag(scalar.Tag))),
            SequenceStart start => Anchored(start, ReadList(line, depth)),
            MappingStart start => Anchored(start, ReadObject(line, depth)),
            AnchorAlias alias => Resolve(alias, line),
            _ => throw new YamlFault("malformed YAML", line),
        };
    }

    private YamlList ReadList(int line, int depth)
    {
        var items = new List<YamlNode>();
        var size = 1;
        while (Move() && _events.Current is not SequenceEnd)
        {
            items.Add(Read(depth + 1));
            size += items[^1].Size;
        }

        return new YamlList(line, items, size);
    }

    private YamlObject ReadObject(int line, int depth)
    {
        var entries = new YamlObjectBuilder(line);
        while (Move() && _events.Current is not MappingEnd)
        {
            if (Read(depth + 1) is not YamlScalar key)
                throw new YamlFault("a key must be a plain word", LineOf(_events.Current!.Start));

            Move();
            entries.Add(key, Read(depth + 1));
        }

        return entries.Build();
    }

    private YamlNode Anchored(NodeEvent start, YamlNode node)
    {
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = node;
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias, int line)
    {
        // An anchor enters the dictionary when its node is complete, so a node cannot contain itself.
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
            throw new YamlFault($"the alias *{Shorten(alias.Value.Value)} has no anchor before it", line);

        Count(node.Size, line);
        return node;
    }

    private void Count(int nodes, int line)
    {
        _nodes += nodes;
        if (_nodes > YamlLimits.Nodes)
            throw new YamlFault($"more than {YamlLimits.Nodes} nodes, aliases expanded", line);
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        Move();
        Expect<T>();
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (_events.Current is not T)
            throw new YamlFault("malformed YAML", LineOf(_events.Current?.Start ?? Mark.Empty));
    }

    private bool Move() => _events.MoveNext();

    private int LineOf(Mark mark) => (int)mark.Line + _lineOffset;

    private static bool IsTextTag(TagName tag) => !tag.IsEmpty && (tag.IsNonSpecific || tag.Value == "tag:yaml.org,2002:str");

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40] + "...";
}
