using System.Globalization;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>A kind of resources in one namespace, or in all.</summary>
/// <param name="Kind">Such as <c>Mapping</c>.</param>
/// <param name="Api">Its API without the version: <c>apis/getambassador.io</c>, or <c>api</c> for the core.</param>
/// <param name="Versions">The versions that are read here, the best one first.</param>
/// <param name="Plural">Its name in paths, such as <c>mappings</c>.</param>
/// <param name="Namespace">The namespace; null for all.</param>
internal sealed record WatchTarget(string Kind, string Api, IReadOnlyList<string> Versions, string Plural, string? Namespace = null)
{
    public static WatchTarget Mappings { get; } = new("Mapping", "apis/getambassador.io", ["v3alpha1", "v2"], "mappings");

    public static WatchTarget Policies { get; } = new("ShadowPolicy", "apis/actorproxy.io", ["v1"], "shadowpolicies");

    public static WatchTarget HttpRoutes { get; } = new("HTTPRoute", "apis/gateway.networking.k8s.io", ["v1", "v1beta1"], "httproutes");

    public static WatchTarget Services { get; } = new("Service", "api", ["v1"], "services");

    public static WatchTarget EndpointSlices { get; } = new("EndpointSlice", "apis/discovery.k8s.io", ["v1"], "endpointslices");

    /// <summary>The same kind in each namespace given; as it is when none is.</summary>
    public IEnumerable<WatchTarget> In(IReadOnlyList<string> namespaces) =>
        namespaces.Count == 0 ? [this] : namespaces.Distinct(StringComparer.Ordinal).Select(name => this with { Namespace = name });

    /// <summary>One page of the list.</summary>
    public string ListPath(string version, int limit, string? next) =>
        $"{Path(version)}?limit={limit.ToString(CultureInfo.InvariantCulture)}{(next is null ? "" : $"&continue={Uri.EscapeDataString(next)}")}";

    /// <summary>The changes after a position.</summary>
    public string WatchPath(string version, string position, TimeSpan time) =>
        $"{Path(version)}?watch=1&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(position)}"
        + $"&timeoutSeconds={Math.Max(1, (long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? Plural : $"{Plural} in {Namespace}";

    private string Path(string version) => Namespace is null ? $"{Api}/{version}/{Plural}" : $"{Api}/{version}/namespaces/{Uri.EscapeDataString(Namespace)}/{Plural}";
}
