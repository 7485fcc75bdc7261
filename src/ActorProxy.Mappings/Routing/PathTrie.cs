namespace ActorProxy.Mappings.Routing;

/// <summary>A radix trie from literal starts of paths to the groups that have them.</summary>
internal sealed class PathTrie(bool ignoreCase)
{
    private readonly Node _root = new("");

    /// <summary>Adds a group; groups come in evaluation order.</summary>
    public void Add(string start, RouteGroup group)
    {
        var node = _root;
        var rest = ignoreCase ? start.ToLowerInvariant() : start;
        while (rest.Length > 0)
        {
            if (!node.Building.TryGetValue(rest[0], out var child))
            {
                child = new Node(rest);
                node.Building.Add(rest[0], child);
                node = child;
                break;
            }

            var common = rest.AsSpan().CommonPrefixLength(child.Label);
            if (common < child.Label.Length)
                child.Split(common);
            node = child;
            rest = rest[common..];
        }

        (node.Bucket ??= new RouteBucket()).Add(group);
    }

    /// <summary>Ends the adding.</summary>
    public void Freeze() => _root.Freeze();

    /// <summary>Hands out the lists of all groups whose start is a start of <paramref name="path"/>.</summary>
    public void Collect(string path, string authority, ref RouteCandidates candidates)
    {
        var node = _root;
        var position = 0;
        while (true)
        {
            node.Bucket?.Collect(authority, ref candidates);
            if (position == path.Length)
                return;

            var next = node.ChildFor(Fold(path[position]));
            if (next is null || !Continues(path, position, next.Label))
                return;

            position += next.Label.Length;
            node = next;
        }
    }

    private bool Continues(string path, int position, string label)
    {
        if (path.Length - position < label.Length)
            return false;

        var part = path.AsSpan(position, label.Length);
        return ignoreCase ? part.Equals(label, StringComparison.OrdinalIgnoreCase) : part.SequenceEqual(label);
    }

    private char Fold(char c) => ignoreCase ? char.ToLowerInvariant(c) : c;

    private sealed class Node(string label)
    {
        private char[] _firsts = [];
        private Node[] _children = [];

        public string Label { get; private set; } = label;

        public RouteBucket? Bucket { get; set; }

        public Dictionary<char, Node> Building { get; private set; } = [];

        /// <summary>Cuts this node in two: it keeps the first <paramref name="length"/> characters, a child gets the rest.</summary>
        public void Split(int length)
        {
            var lower = new Node(Label[length..]) { Bucket = Bucket, Building = Building };
            Label = Label[..length];
            Bucket = null;
            Building = new Dictionary<char, Node> { [lower.Label[0]] = lower };
        }

        /// <summary>Turns the children into sorted arrays, which are faster to search than a dictionary.</summary>
        public void Freeze()
        {
            Bucket?.Freeze();
            _firsts = [.. Building.Keys.Order()];
            _children = [.. _firsts.Select(first => Building[first])];
            foreach (var child in _children)
                child.Freeze();
        }

        public Node? ChildFor(char first)
        {
            var at = _firsts.AsSpan().BinarySearch(first);
            return at < 0 ? null : _children[at];
        }
    }
}
