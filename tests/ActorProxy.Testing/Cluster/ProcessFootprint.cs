namespace ActorProxy.Testing.Cluster;

/// <summary>What a node's process takes of its machine, and how much more is still "as at the start".</summary>
/// <param name="Threads">Threads.</param>
/// <param name="Files">Open files and sockets.</param>
/// <param name="Bytes">Resident memory.</param>
internal sealed record ProcessFootprint(int Threads, int Files, long Bytes)
{
    // What a .NET process may have more of at one moment than at another: pool threads, connections that are kept for a while.
    private const int SpareThreads = 40;
    private const int SpareFiles = 150;

    private static readonly TimeSpan CalmDown = TimeSpan.FromSeconds(90);

    /// <summary>What a process may hold beyond its budget for copies: what requests hold, and what it leaves between two collections.</summary>
    public const long SpareBytes = 150L * 1024 * 1024;

    /// <summary>What a running node takes now.</summary>
    public static ProcessFootprint Of(TestNode node) => new(node.Threads, node.OpenFiles, node.ResidentBytes);

    /// <summary>Waits until a node takes no more threads and files than at the start, give or take what comes and goes by itself.</summary>
    /// <param name="node">The node.</param>
    /// <param name="start">What it, or its like, took at the start.</param>
    public static Task BackToAsync(TestNode node, ProcessFootprint start) => Eventually.Async(
        () => Task.FromResult(Of(node)),
        now => now.Threads <= start.Threads + SpareThreads && now.Files <= start.Files + SpareFiles,
        CalmDown,
        $"{node.Name} has no more threads and files than at the start ({start})");

    /// <inheritdoc/>
    public override string ToString() => $"{Threads} threads, {Files} files, {Bytes / 1024 / 1024} MiB";
}
