using ActorProxy.Bench.Compare.Peers;

namespace ActorProxy.Bench.Compare;

/// <summary>What is run and for how long.</summary>
internal sealed record BenchOptions
{
    /// <summary>Peers side by side at saturation.</summary>
    public const string Saturation = "saturation";

    /// <summary>Production's latency with a shadow in trouble.</summary>
    public const string Latency = "latency";

    /// <summary>Memory and descriptors with a hung shadow.</summary>
    public const string Memory = "memory";

    /// <summary>What a cluster costs that has nothing to do.</summary>
    public const string Idle = "idle";

    private static readonly string[] Sections = [Saturation, Latency, Memory, Idle];

    private readonly HashSet<string> _only;

    /// <param name="isQuick">For a first look: everything, but short.</param>
    /// <param name="rounds">Rounds at saturation; null takes the default.</param>
    /// <param name="only">Names of sections, workloads and peers; of what kind none is named, all are run.</param>
    /// <exception cref="BenchException">A name that nothing has.</exception>
    public BenchOptions(bool isQuick, int? rounds, IEnumerable<string> only)
    {
        _only = [.. only];
        string[] known = [.. Sections, .. Workload.All.Select(w => w.Name), .. PeerNames.All];
        if (_only.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new BenchException($"--only: '{unknown}' is none of {string.Join(", ", known)}.");
        Rounds = rounds ?? (isQuick ? 2 : 5);
        (RunTime, WarmUp, LatencyTime, MemoryTime) = isQuick
            ? (Seconds(1), Seconds(3), Seconds(4), Seconds(8))
            : (Seconds(4), Seconds(30), Seconds(10), Seconds(30));
        (IdleSettling, IdleTime) = isQuick ? (Seconds(30), Seconds(10)) : (Seconds(90), Seconds(30));
        LatencyRounds = isQuick ? 1 : 3;
    }

    /// <summary>Rounds at saturation.</summary>
    public int Rounds { get; }

    /// <summary>Length of a run at saturation.</summary>
    public TimeSpan RunTime { get; }

    /// <summary>Load on a peer that compiles its code as it runs, before anything is counted.</summary>
    public TimeSpan WarmUp { get; }

    /// <summary>Length of a run at a constant rate.</summary>
    public TimeSpan LatencyTime { get; }

    /// <summary>Pairs of runs per state of the shadow.</summary>
    public int LatencyRounds { get; }

    /// <summary>For how long a hung shadow is endured.</summary>
    public TimeSpan MemoryTime { get; }

    /// <summary>How long a cluster is left alone before it is watched: methods that run once a second are compiled for good only after half a minute.</summary>
    public TimeSpan IdleSettling { get; }

    /// <summary>For how long an idle cluster is watched.</summary>
    public TimeSpan IdleTime { get; }

    /// <summary>The workloads to run.</summary>
    public IReadOnlyList<Workload> Workloads =>
        [.. Workload.All.Where(w => _only.Contains(w.Name) || !Workload.All.Any(any => _only.Contains(any.Name)))];

    /// <summary>Whether a peer takes part.</summary>
    public bool Includes(string peer) => _only.Contains(peer) || !PeerNames.All.Any(_only.Contains);

    /// <summary>Whether a section is run.</summary>
    public bool Runs(string section) => _only.Contains(section) || !Sections.Any(_only.Contains);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
