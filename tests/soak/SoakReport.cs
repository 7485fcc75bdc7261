using System.Globalization;
using System.Text;
using ActorProxy.Soak.Faults;

namespace ActorProxy.Soak;

/// <summary>What a soak has done and seen.</summary>
internal sealed class SoakReport(SoakOptions options)
{
    private readonly List<string> _violations = [];
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);

    /// <summary>What did not hold; empty when all is well.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>How often an edge was killed: requests of its last second may be in no counter.</summary>
    public int EdgeKills { get; private set; }

    /// <summary>Requests per second.</summary>
    public double Rate => options.Rate;

    /// <summary>Requests sent.</summary>
    public long Sent { get; set; }

    /// <summary>Requests answered with 200.</summary>
    public long Answered { get; set; }

    /// <summary>Requests that failed while the edge that they were sent to was itself killed or stopped.</summary>
    public long Excused { get; set; }

    /// <summary>Requests that production got and no node's counters know: of the last second before an edge was killed.</summary>
    public long Uncounted { get; set; }

    /// <summary>Copies that shadows received.</summary>
    public long CopiesReceived { get; set; }

    /// <summary>Time under load.</summary>
    public TimeSpan Load { get; set; }

    /// <summary>Most memory that a node took, in bytes, and its name.</summary>
    public (long Bytes, string Node) MostMemory { get; set; }

    /// <summary>Where copies ended, by shadow.</summary>
    public IReadOnlyList<string> Accounts { get; set; } = [];

    /// <summary>What each node takes at the end.</summary>
    public IReadOnlyList<string> Footprints { get; set; } = [];

    /// <summary>Counts a fault.</summary>
    public void Did(Fault fault)
    {
        _faults[fault.Name] = _faults.GetValueOrDefault(fault.Name) + 1;
        if (fault.KillsAnEdge) EdgeKills++;
    }

    /// <summary>Notes what did not hold.</summary>
    public void Violated(string what) => _violations.Add(what);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\nsoak, seed {options.Seed}: {Load.TotalSeconds:0} s of load at {options.Rate:0} requests/s, {_faults.Values.Sum()} faults\n\n");
        foreach (var (fault, times) in _faults) text.Append(CultureInfo.InvariantCulture, $"  {times,4} x {fault}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nproduction  {Sent} requests, {Answered} answered, {Excused} failed at edges that were themselves killed or stopped, {Sent - Answered - Excused} failed otherwise\n");
        text.Append(CultureInfo.InvariantCulture, $"copies      {CopiesReceived} received; {Uncounted} requests of killed edges' last second are in no counter\n");
        foreach (var account in Accounts) text.Append("            ").Append(account).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"memory      at most {MostMemory.Bytes / 1024 / 1024} MiB ({MostMemory.Node})\n");
        foreach (var footprint in Footprints) text.Append("            ").Append(footprint).Append('\n');
        text.Append(_violations.Count == 0 ? "\nall that must hold has held\n" : $"\n{_violations.Count} VIOLATIONS\n");
        foreach (var violation in _violations) text.Append("  - ").Append(violation).Append('\n');
        return text.ToString();
    }
}
