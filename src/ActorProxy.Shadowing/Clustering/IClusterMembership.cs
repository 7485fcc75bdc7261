namespace ActorProxy.Shadowing.Clustering;

/// <summary>Lets an operator bring this node into a cluster.</summary>
public interface IClusterMembership
{
    /// <summary>
    /// Joins a cluster, after this node has left one or while it has found none yet. Answers at once; the node is a member some time later. When
    /// nobody there takes it in within 20 s, it starts as at its start, with its configured seeds.
    /// </summary>
    /// <param name="member">A member of that cluster as <c>host:port</c>, or null for those that the node left, or its configured seeds.</param>
    /// <returns>Who was asked; empty means that the node begins a cluster of its own.</returns>
    /// <exception cref="InvalidOperationException">
    /// The node is a member of a cluster already, or its actor system is just being started; or <paramref name="member"/> is not of that form. The
    /// message says what to do.
    /// </exception>
    IReadOnlyList<string> Join(string? member);
}
