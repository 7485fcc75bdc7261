namespace ActorProxy.Soak.Faults;

/// <summary>All kinds of faults in a random order; each kind once before any comes again.</summary>
internal sealed class FaultDeck(Random random)
{
    private readonly Queue<Fault> _left = new();

    /// <summary>One fault of each kind.</summary>
    public static IReadOnlyList<Fault> All { get; } =
        [.. NodeFaults.All, MachineFaults.NoFilesAtAnEdge, MachineFaults.NoFilesAtAShadowNode, .. ServiceFaults.All, .. ControlFaults.All];

    /// <summary>The next fault.</summary>
    public Fault Next()
    {
        if (_left.Count == 0)
        {
            Fault[] all = [.. All];
            random.Shuffle(all);
            foreach (var fault in all) _left.Enqueue(fault);
        }

        return _left.Dequeue();
    }
}
