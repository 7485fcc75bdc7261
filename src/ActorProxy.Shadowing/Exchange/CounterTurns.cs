using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Exchange;

/// <summary>
/// Chooses what to publish: the counters that have moved since they were last published and, by turns, the others, so that what was lost on the
/// way is made good within <see cref="Turns"/> publications. With ten thousand Mappings, of which a few are busy, this is what keeps an exchange
/// every second affordable. Not thread-safe.
/// </summary>
internal sealed class CounterTurns(MeterRegistry meters)
{
    /// <summary>Publications within which every counter goes out at least once.</summary>
    public const int Turns = 20;

    private readonly Dictionary<string, long> _shadows = [];
    private readonly Dictionary<string, long> _productions = [];
    private readonly Dictionary<string, long> _comparisons = [];
    private int _turn;

    /// <summary>What is to be published now.</summary>
    public NodeCounts Take()
    {
        _turn = (_turn + 1) % Turns;
        return new NodeCounts(
            Take(meters.Shadows, _shadows, meter => meter.Activity, meter => meter.Read()),
            Take(meters.Productions, _productions, meter => meter.Activity, meter => meter.Read()))
        {
            Comparisons = Take(meters.Comparisons, _comparisons, meter => meter.Activity, meter => meter.Read()),
        };
    }

    private Dictionary<string, TCounts> Take<TMeter, TCounts>(
        IEnumerable<KeyValuePair<string, TMeter>> all, Dictionary<string, long> published, Func<TMeter, long> activityOf, Func<TMeter, TCounts> read)
    {
        var taken = new Dictionary<string, TCounts>();
        foreach (var (name, meter) in all)
        {
            // Before the counters are read: what is counted meanwhile moves it, and goes out next time.
            var activity = activityOf(meter);
            var isTurn = (uint)name.GetHashCode(StringComparison.Ordinal) % Turns == _turn;
            if (!isTurn && published.TryGetValue(name, out var before) && before == activity) continue;
            published[name] = activity;
            taken[name] = read(meter);
        }

        return taken;
    }
}
