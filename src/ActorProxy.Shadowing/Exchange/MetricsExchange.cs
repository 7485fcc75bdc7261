using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>
/// This process's end of the metrics exchange: makes its own snapshots, holds everybody else's, answers reads. It outlives the actor system;
/// while there is none, reads go on with what is held.
/// </summary>
internal sealed class MetricsExchange(MeterRegistry meters, NodeIdentity self, IReadOnlyList<string> roles, TimeProvider time) : IMetricsView
{
    // A joiner's first pages may overtake the news that it is a member.
    private static readonly TimeSpan AssumeLive = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly SnapshotTable _table = new();
    private readonly CounterTurns _turns = new(meters);
    private IReadOnlySet<NodeAddress> _members = new HashSet<NodeAddress>();
    private NodeAddress _address = new("starting", 0);
    private ulong _version;
    private string? _suspension;

    /// <summary>Why this node has suspended copying; null while it has not.</summary>
    public string? Suspension
    {
        get { lock (_lock) return _suspension; }
        set { lock (_lock) _suspension = value; }
    }

    /// <summary>Tells the generation of this node's route table.</summary>
    public Func<string> Generation { get; init; } = static () => "";

    /// <summary>Where this node is now; called with each new actor system.</summary>
    public void MovedTo(NodeAddress address)
    {
        lock (_lock) _address = address;
    }

    /// <summary>Who is in the cluster now.</summary>
    public void MembersAre(IReadOnlySet<NodeAddress> members)
    {
        lock (_lock) _members = members;
    }

    /// <summary>A new snapshot of all of this process's own counters.</summary>
    public SnapshotPage TakeOwn() => TakeOwn(meters.Read);

    /// <summary>Begins a turn of publishing (<see cref="CounterTurns"/>).</summary>
    /// <returns>Its number.</returns>
    public long BeginTurn()
    {
        lock (_lock) return _turns.Begin();
    }

    /// <summary>A new snapshot of those of this process's own counters that are to be published to a node.</summary>
    /// <param name="told">The turn in which it was last told; 0 when never.</param>
    /// <param name="part">Which part of the counters that have not moved goes with it.</param>
    public SnapshotPage TakeOwn(long told, long part) => TakeOwn(() => _turns.Take(told, part));

    /// <summary>Takes in what came from another node; what it says about this process is left aside.</summary>
    public void Merge(SnapshotPage page)
    {
        if (page.Incarnation == self.Incarnation) return;
        lock (_lock) _table.Merge(page, time.GetUtcNow());
    }

    /// <summary>Takes in another node's total of retired incarnations, unless it holds this very process, which was away for long: it counts itself.</summary>
    public void MergeRetired(IReadOnlyCollection<ulong> ids, NodeCounts total)
    {
        if (ids.Contains(self.Incarnation)) return;
        lock (_lock) _table.MergeRetired(ids, total);
    }

    /// <summary>
    /// What a joining node must be told: every incarnation held here, and the total of those no longer kept one by one. Also those that seem to
    /// live: one that died a moment ago may never publish to the joiner.
    /// </summary>
    public (IReadOnlyList<SnapshotPage> Held, IReadOnlyCollection<ulong> RetiredIds, NodeCounts Retired) ReadHeld()
    {
        lock (_lock)
        {
            return ([.. _table.Incarnations.SelectMany(i => i.ToPages())], [.. _table.RetiredIds], _table.Retired);
        }
    }

    /// <inheritdoc/>
    public MetricsReport Read()
    {
        var own = meters.Read();
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var nodes = new List<NodeMetrics>
            {
                new(_address.Address, roles, "live", TimeSpan.Zero, own.ToTotals()) { Suspension = _suspension, Generation = Generation() },
            };
            var oldest = TimeSpan.Zero;
            foreach (var incarnation in _table.Incarnations.OrderBy(i => i.Node.Address, StringComparer.Ordinal))
            {
                var live = IsLive(incarnation);
                var age = now - incarnation.LastSeen;
                if (live && age > oldest) oldest = age;
                var counts = live ? incarnation.Counts : incarnation.Counts.Closed();
                nodes.Add(new NodeMetrics(incarnation.Node.Address, incarnation.Roles, live ? "live" : "departed", age, counts.ToTotals())
                {
                    Suspension = live ? incarnation.Suspension : null,
                    Generation = incarnation.Generation,
                });
            }

            return new MetricsReport(nodes, own.Add(_table.Total(IsLive)).ToTotals(), oldest);
        }
    }

    /// <summary>What was compared of one shadow Mapping, over all nodes that ever lived.</summary>
    public ComparisonCounts ReadComparison(string mapping)
    {
        var own = meters.FindComparison(mapping)?.Read() ?? ComparisonCounts.Zero;
        lock (_lock) return _table.Comparisons(mapping).Aggregate(own, (sum, counts) => sum.Add(counts));
    }

    private SnapshotPage TakeOwn(Func<NodeCounts> counts)
    {
        lock (_lock)
        {
            var snapshot = new SnapshotPage(self.Incarnation, ++_version, _address, roles, counts()) { Suspension = _suspension, Generation = Generation() };
            _table.Retire(IsLive);
            return snapshot;
        }
    }

    private bool IsLive(SnapshotTable.Incarnation incarnation) =>
        _members.Contains(incarnation.Node) || time.GetUtcNow() - incarnation.LastSeen < AssumeLive;
}
