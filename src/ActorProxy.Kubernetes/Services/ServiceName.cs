namespace ActorProxy.Kubernetes.Services;

/// <summary>The Kubernetes Service that a host name stands for.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct ServiceName(string Namespace, string Name)
{
    /// <summary>Reads <c>name</c>, <c>name.namespace</c>, <c>name.namespace.svc</c> and <c>name.namespace.svc.cluster-domain</c>; null for other hosts.</summary>
    public static ServiceName? Parse(string host, string ownNamespace) => host.TrimEnd('.').Split('.') switch
    {
        [var name] => new ServiceName(ownNamespace, name),
        [var name, var space] => new ServiceName(space, name),
        [var name, var space, "svc", ..] => new ServiceName(space, name),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
