using System.Text;

namespace ActorProxy.Mappings.Reading;

/// <summary>A node of a YAML document that knows where it stands. Aliases share nodes; <see cref="Size"/> counts them expanded.</summary>
internal abstract class YamlNode(int line)
{
    /// <summary>One-based line in the file.</summary>
    public int Line { get; } = line;

    /// <summary>Nodes in this subtree, with every alias expanded.</summary>
    public abstract int Size { get; }

    /// <summary>What the node is, in words for people.</summary>
    public abstract string Kind { get; }

    /// <summary>Appends a text that is equal exactly for nodes that mean the same (keys sorted, styles forgotten).</summary>
    public abstract void AppendCanonical(StringBuilder text);

    /// <summary>The text of <see cref="AppendCanonical"/>.</summary>
    public string Canonical()
    {
        var text = new StringBuilder();
        AppendCanonical(text);
        return text.ToString();
    }
}

/// <summary>A list.</summary>
internal sealed class YamlList(int line, IReadOnlyList<YamlNode> items, int size) : YamlNode(line)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override int Size { get; } = size;

    public override string Kind => "a list";

    public override void AppendCanonical(StringBuilder text)
    {
        text.Append('[');
        foreach (var item in Items)
        {
            item.AppendCanonical(text);
            text.Append(',');
        }

        text.Append(']');
    }
}
