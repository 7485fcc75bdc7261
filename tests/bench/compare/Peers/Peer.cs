namespace ActorProxy.Bench.Compare.Peers;

/// <summary>A proxy in the comparison, running.</summary>
/// <param name="Name">Its name in tables and for <c>--only</c>.</param>
/// <param name="BaseUrl">Where load is sent to; ends with a slash.</param>
/// <param name="Parts">Its processes, in groups that are shown apart.</param>
/// <param name="IsJitted">Whether it must be warmed up.</param>
internal sealed record Peer(string Name, string BaseUrl, IReadOnlyList<PeerPart> Parts, bool IsJitted)
{
    /// <summary>Where a workload is sent.</summary>
    public string UrlOf(Workload workload) => BaseUrl + workload.Path;
}

/// <summary>A group of a peer's processes.</summary>
/// <param name="Name">What they do.</param>
/// <param name="Pids">The processes.</param>
internal sealed record PeerPart(string Name, IReadOnlyList<int> Pids);

/// <summary>Names of the peers.</summary>
internal static class PeerNames
{
    public const string Nginx = "nginx";
    public const string NginxMirror = "nginx-mirror";
    public const string Haproxy = "haproxy";
    public const string Yarp = "yarp";
    public const string YarpCopy = "yarp-copy";
    public const string Forward = "actorproxy-forward";
    public const string Tenth = "actorproxy-weight10";
    public const string Full = "actorproxy-shadow";
    public const string Compared = "actorproxy-compare";
    public const string FullOneProcess = "actorproxy-one-process";

    /// <summary>All, in the order in which a round runs them.</summary>
    public static IReadOnlyList<string> All { get; } = [Nginx, NginxMirror, Haproxy, Yarp, YarpCopy, Forward, Tenth, Full, Compared, FullOneProcess];
}
