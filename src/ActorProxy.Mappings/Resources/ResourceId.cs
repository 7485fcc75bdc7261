namespace ActorProxy.Mappings.Resources;

/// <summary>Name and namespace of a resource. Ordered as Ambassador loads resources: by the text <c>name.namespace</c>.</summary>
internal readonly record struct ResourceId(string Name, string Namespace) : IComparable<ResourceId>
{
    /// <summary>The name by which a route is known: without the namespace where that is the node's own.</summary>
    public string NameIn(string ownNamespace) => Namespace == ownNamespace ? Name : ToString();

    // Ambassador sorts by the joined text, and '-' sorts before '.': foo-shadow.default comes before foo.default.
    public int CompareTo(ResourceId other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => $"{Name}.{Namespace}";
}

/// <summary>Where a resource stands.</summary>
internal readonly record struct SourcePosition(string File, int Line);
