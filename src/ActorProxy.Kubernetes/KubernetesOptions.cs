namespace ActorProxy.Kubernetes;

/// <summary>What is watched, and how.</summary>
public sealed record KubernetesOptions
{
    /// <summary>The kubeconfig; null takes the pod's service account, or outside of a pod <c>$KUBECONFIG</c> or <c>~/.kube/config</c>.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Namespaces to watch; empty watches all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>The namespace in which service names without a namespace are.</summary>
    public string OwnNamespace { get; init; } = "default";

    /// <summary>Entries of one page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How long the server is asked to keep a watch open; a connection that outlives it by <see cref="Grace"/> is given up as dead.</summary>
    public TimeSpan WatchTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may take to begin an answer, and to end a watch that is over.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after a failure; it doubles with each further one, up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Before a status is written, a random wait up to this long, in which another node may write the same.</summary>
    public TimeSpan StatusPause { get; init; } = TimeSpan.FromSeconds(2);
}
