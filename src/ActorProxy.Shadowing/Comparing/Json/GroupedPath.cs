using System.Text;

namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>
/// A place in a JSON document with what varies from document to document left out: indices are <c>[*]</c>, and so are member names that look like
/// identifiers, so that a map by order number is one field and not thousands.
/// </summary>
internal sealed class GroupedPath
{
    private readonly GroupedPath? _parent;
    private readonly string? _name;

    private GroupedPath(GroupedPath? parent, string? name) => (_parent, _name) = (parent, name);

    /// <summary>The document.</summary>
    public static GroupedPath Root { get; } = new(null, null);

    /// <summary>Any element of this place.</summary>
    public GroupedPath Element() => new(this, null);

    /// <summary>A member of this place.</summary>
    public GroupedPath Member(string name) => new(this, IdentifierText.LooksLikeOne(name) ? null : name);

    /// <summary>The path, such as <c>$.items[*].price</c> or <c>$['two words']</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        if (_parent is null)
        {
            text.Append('$');
            return;
        }

        _parent.Append(text);
        if (_name is null) text.Append("[*]");
        else if (IsPlain(_name)) text.Append('.').Append(_name);
        else text.Append("['").Append(_name).Append("']");
    }

    private static bool IsPlain(string name)
    {
        if (name.Length == 0) return false;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '@')) return false;
        }

        return true;
    }
}
