namespace ActorProxy.Soak.Faults;

/// <summary>Something that goes wrong, and is put right again.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="RunAsync">Does it, and returns once it is put right. Tells what it did in detail.</param>
internal sealed record Fault(string Name, Func<SoakScene, Random, Task<string>> RunAsync)
{
    /// <summary>Whether it kills an edge, or may: what that counted since it last told the others, a second at most, is in no counter then.</summary>
    public bool KillsAnEdge { get; init; }
}
