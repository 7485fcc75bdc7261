namespace ActorProxy.Bench.Compare;

/// <summary>What each request of a run looks like.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="BodyBytes">Length of the body: 0 sends GET, more sends POST.</param>
internal sealed record Workload(string Name, int BodyBytes)
{
    /// <summary>Keep-alive connections of every load.</summary>
    public const int Connections = 64;

    /// <summary>A GET of a small resource.</summary>
    public static Workload Get { get; } = new("get", 0);

    /// <summary>A POST of 1 KiB.</summary>
    public static Workload Post1K { get; } = new("post1k", 1024);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Workload> All { get; } = [Get, Post1K, new("post64k", 64 * 1024)];

    /// <summary>Path of the request; the upstreams know by it whether there is a body to be read.</summary>
    public string Path => BodyBytes == 0 ? "get" : "post";
}
