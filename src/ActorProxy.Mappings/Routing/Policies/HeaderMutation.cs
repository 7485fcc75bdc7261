namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>What a <see cref="HeaderMutation"/> does.</summary>
public enum HeaderMutationKind
{
    /// <summary>Takes all values of the header away.</summary>
    Remove,

    /// <summary>Puts the value in place of all there are (<c>append: false</c>).</summary>
    Set,

    /// <summary>Adds the value to those there are (<c>append: true</c>, the default).</summary>
    Append,
}

/// <summary>One change to the headers of a request or a reply.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Name">Header name, any case.</param>
/// <param name="Value">The value; empty for <see cref="HeaderMutationKind.Remove"/>.</param>
public readonly record struct HeaderMutation(HeaderMutationKind Kind, string Name, string Value);
