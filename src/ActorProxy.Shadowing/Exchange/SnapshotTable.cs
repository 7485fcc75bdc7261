using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>A node's address as seen in a page: where it was, and which life of its actor system.</summary>
internal readonly record struct NodeAddress(string Address, ulong Uid);

/// <summary>A part of one incarnation's cumulative counters at one version.</summary>
internal sealed record SnapshotPage(ulong Incarnation, ulong Version, NodeAddress Node, IReadOnlyList<string> Roles, NodeCounts Counts)
{
    /// <summary>Why the node has suspended copying; null while it has not.</summary>
    public string? Suspension { get; init; }

    /// <summary>Generation of the incarnation's route table; empty when it does not tell.</summary>
    public string Generation { get; init; } = "";
}

/// <summary>
/// What this node holds of everybody's counters. Merging is per incarnation and Mapping, newest version wins: any order, loss or repetition of
/// pages ends in the same totals, and no total ever goes down. Not thread-safe.
/// </summary>
internal sealed class SnapshotTable(int keepDeparted = 64)
{
    private readonly Dictionary<ulong, Incarnation> _incarnations = [];
    private readonly HashSet<ulong> _retiredIds = [];
    private NodeCounts _retired = NodeCounts.Zero;

    /// <summary>Incarnations that were folded into <see cref="Retired"/>.</summary>
    public IReadOnlyCollection<ulong> RetiredIds => _retiredIds;

    /// <summary>The sum over them.</summary>
    public NodeCounts Retired => _retired;

    /// <summary>Everything held one by one.</summary>
    public IEnumerable<Incarnation> Incarnations => _incarnations.Values;

    /// <summary>Takes a page in.</summary>
    /// <param name="page">The page.</param>
    /// <param name="now">When it came.</param>
    public void Merge(SnapshotPage page, DateTimeOffset now)
    {
        if (_retiredIds.Contains(page.Incarnation)) return;
        if (!_incarnations.TryGetValue(page.Incarnation, out var held))
            _incarnations[page.Incarnation] = held = new Incarnation(page.Incarnation);
        held.Merge(page, now);
    }

    /// <summary>Takes over another node's retired total when it covers all that is retired here.</summary>
    /// <returns>False when it does not; both totals then stay as they are.</returns>
    public bool MergeRetired(IReadOnlyCollection<ulong> ids, NodeCounts total)
    {
        if (ids.Count <= _retiredIds.Count || !_retiredIds.IsSubsetOf(ids)) return false;
        _retiredIds.UnionWith(ids);
        _retired = total;
        foreach (var id in ids) _incarnations.Remove(id);
        return true;
    }

    /// <summary>Folds the departed incarnations that have been silent longest, so that a long life does not fill the memory.</summary>
    /// <param name="isLive">Whether an incarnation is still a member.</param>
    public void Retire(Func<Incarnation, bool> isLive)
    {
        var departed = _incarnations.Values.Where(i => !isLive(i)).OrderBy(i => i.LastSeen).ThenBy(i => i.Id).ToArray();
        foreach (var incarnation in departed.Take(Math.Max(0, departed.Length - keepDeparted)))
        {
            _retired = _retired.Add(incarnation.Counts.Closed());
            _retiredIds.Add(incarnation.Id);
            _incarnations.Remove(incarnation.Id);
        }
    }

    /// <summary>The sum over all that ever lived; what a departed edge still waited for counts as unconfirmed.</summary>
    public NodeCounts Total(Func<Incarnation, bool> isLive) =>
        _incarnations.Values.Aggregate(_retired, (sum, i) => sum.Add(isLive(i) ? i.Counts : i.Counts.Closed()));

    /// <summary>What is held of one Mapping's comparisons; their sum is that of all that ever lived.</summary>
    public IEnumerable<ComparisonCounts> Comparisons(string mapping)
    {
        if (_retired.Comparisons.TryGetValue(mapping, out var retired)) yield return retired;
        foreach (var incarnation in _incarnations.Values)
        {
            if (incarnation.Comparison(mapping) is { } counts) yield return counts;
        }
    }

    /// <summary>One incarnation's counters as far as they are known here.</summary>
    public sealed class Incarnation(ulong id)
    {
        private readonly Dictionary<string, (ulong Version, ShadowCounts Counts)> _shadows = [];
        private readonly Dictionary<string, (ulong Version, ProductionCounts Counts)> _productions = [];
        private readonly Dictionary<string, ComparisonCounts> _comparisons = [];

        /// <summary>Its number.</summary>
        public ulong Id => id;

        /// <summary>The newest version seen of any of its Mappings.</summary>
        public ulong Version { get; private set; }

        /// <summary>Where it was at that version.</summary>
        public NodeAddress Node { get; private set; }

        /// <summary>Its roles.</summary>
        public IReadOnlyList<string> Roles { get; private set; } = [];

        /// <summary>Why it has suspended copying; null while it has not.</summary>
        public string? Suspension { get; private set; }

        /// <summary>Generation of its route table; empty when it does not tell.</summary>
        public string Generation { get; private set; } = "";

        /// <summary>When the newest page came.</summary>
        public DateTimeOffset LastSeen { get; private set; }

        /// <summary>Its counters.</summary>
        public NodeCounts Counts => new(
            _shadows.ToDictionary(s => s.Key, s => s.Value.Counts),
            _productions.ToDictionary(p => p.Key, p => p.Value.Counts))
        {
            Comparisons = new Dictionary<string, ComparisonCounts>(_comparisons),
        };

        /// <summary>What it compared of one Mapping; null when nothing is known.</summary>
        public ComparisonCounts? Comparison(string mapping) => _comparisons.GetValueOrDefault(mapping);

        /// <summary>
        /// What is held of it, as pages for another node: one for each version that some Mapping was last heard of at, as nothing must pass for newer
        /// than it is.
        /// </summary>
        public IEnumerable<SnapshotPage> ToPages()
        {
            var versions = _shadows.Values.Select(s => s.Version).Concat(_productions.Values.Select(p => p.Version)).Append(Version).Distinct();
            return versions.Select(version => new SnapshotPage(id, version, Node, Roles, new NodeCounts(At(_shadows, version), At(_productions, version))
            {
                // Of these the larger number is the newer one, whatever page it comes in.
                Comparisons = version == Version ? new Dictionary<string, ComparisonCounts>(_comparisons) : NodeCounts.Zero.Comparisons,
            })
            {
                Generation = Generation,
            });
        }

        internal void Merge(SnapshotPage page, DateTimeOffset now)
        {
            Take(_shadows, page.Counts.Shadows, page.Version);
            Take(_productions, page.Counts.Productions, page.Version);
            foreach (var (mapping, counts) in page.Counts.Comparisons)
                _comparisons[mapping] = _comparisons.TryGetValue(mapping, out var held) ? ComparisonJoin.Newest(held, counts) : counts;
            if (page.Version <= Version) return;
            (Version, Node, Roles, Suspension, Generation, LastSeen) = (page.Version, page.Node, page.Roles, page.Suspension, page.Generation, now);
        }

        private static Dictionary<string, T> At<T>(Dictionary<string, (ulong Version, T Counts)> held, ulong version) =>
            held.Where(h => h.Value.Version == version).ToDictionary(h => h.Key, h => h.Value.Counts);

        private static void Take<T>(Dictionary<string, (ulong Version, T Counts)> held, IReadOnlyDictionary<string, T> offered, ulong version)
        {
            foreach (var (name, counts) in offered)
            {
                if (!held.TryGetValue(name, out var old) || old.Version < version) held[name] = (version, counts);
            }
        }
    }
}
