using System.Runtime.InteropServices;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>
/// Chooses what to publish to a node: the counters that have moved since it was last told and, by turns, the others, so that what was lost on the
/// way is made good within <see cref="Parts"/> publications. With ten thousand Mappings, of which a few are busy, this is what keeps an exchange
/// every second affordable. Not thread-safe.
/// </summary>
internal sealed class CounterTurns(MeterRegistry meters)
{
    /// <summary>Parts into which the counters that have not moved are divided; each publication carries one.</summary>
    public const int Parts = 20;

    private readonly Dictionary<string, Moved> _shadows = [];
    private readonly Dictionary<string, Moved> _productions = [];
    private readonly Dictionary<string, Moved> _comparisons = [];
    private long _turn;

    /// <summary>Begins a turn: notes which counters have moved since the one before.</summary>
    /// <returns>Its number.</returns>
    public long Begin()
    {
        _turn++;
        Note(meters.Shadows, _shadows, meter => meter.Activity);
        Note(meters.Productions, _productions, meter => meter.Activity);
        Note(meters.Comparisons, _comparisons, meter => meter.Activity);
        return _turn;
    }

    /// <summary>What is to be published to a node that was last told in an earlier turn.</summary>
    /// <param name="told">That turn; 0 when never.</param>
    /// <param name="part">Which part of the others goes with it.</param>
    public NodeCounts Take(long told, long part) => new(
        Take(meters.Shadows, _shadows, told, part, meter => meter.Read()),
        Take(meters.Productions, _productions, told, part, meter => meter.Read()))
    {
        Comparisons = Take(meters.Comparisons, _comparisons, told, part, meter => meter.Read()),
    };

    private void Note<TMeter>(IEnumerable<KeyValuePair<string, TMeter>> all, Dictionary<string, Moved> moved, Func<TMeter, long> activityOf)
    {
        foreach (var (name, meter) in all)
        {
            // Before the counters are read: what is counted meanwhile moves it, and goes out next time.
            var activity = activityOf(meter);
            ref var noted = ref CollectionsMarshal.GetValueRefOrAddDefault(moved, name, out var isKnown);
            if (!isKnown) noted.Part = (int)((uint)name.GetHashCode(StringComparison.Ordinal) % Parts);
            if (!isKnown || noted.Activity != activity) (noted.Activity, noted.Turn) = (activity, _turn);
        }
    }

    private static Dictionary<string, TCounts> Take<TMeter, TCounts>(
        IEnumerable<KeyValuePair<string, TMeter>> all, Dictionary<string, Moved> moved, long told, long part, Func<TMeter, TCounts> read)
    {
        var taken = new Dictionary<string, TCounts>();
        foreach (var (name, meter) in all)
        {
            // One that came after the turn began has its own turn next; of one that has never counted anything nothing can have got lost.
            if (moved.TryGetValue(name, out var noted) && (noted.Turn > told || (noted.Activity > 0 && noted.Part == part % Parts))) taken[name] = read(meter);
        }

        return taken;
    }

    /// <summary>When a counter moved.</summary>
    private record struct Moved
    {
        /// <summary>Its activity when it was last looked at.</summary>
        public long Activity;

        /// <summary>The turn in which that was another than before.</summary>
        public long Turn;

        /// <summary>The part that it belongs to.</summary>
        public int Part;
    }
}
