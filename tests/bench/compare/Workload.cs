namespace ActorProxy.Bench.Compare;

/// <summary>What each request of a run looks like.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="BodyBytes">Length of the body: 0 sends GET, more sends POST.</param>
/// <param name="Path">Path of the request; the upstreams know by it whether there is a body to be read, and what to answer.</param>
internal sealed record Workload(string Name, int BodyBytes, string Path)
{
    /// <summary>Keep-alive connections of every load.</summary>
    public const int Connections = 64;

    /// <summary>A GET of a small resource.</summary>
    public static Workload Get { get; } = new("get", 0, "get");

    /// <summary>A POST of 1 KiB.</summary>
    public static Workload Post1K { get; } = new("post1k", 1024, "post");

    /// <summary>A GET of 2 KiB of JSON, for replies that are compared. Of the peers only ActorProxy compares.</summary>
    public static Workload Json2K { get; } = new("json2k", 0, "json2k");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Workload> All { get; } = [Get, Post1K, new("post64k", 64 * 1024, "post"), Json2K];

    /// <summary>Whether a peer is measured under it.</summary>
    public bool IsFor(string peer) => this == Json2K ? peer is Peers.PeerNames.Forward or Peers.PeerNames.Full or Peers.PeerNames.Compared : peer != Peers.PeerNames.Compared;
}
