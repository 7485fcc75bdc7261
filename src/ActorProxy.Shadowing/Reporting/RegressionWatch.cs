using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Comparing.Metering;
using ActorProxy.Shadowing.Comparing.Verdicts;

namespace ActorProxy.Shadowing.Reporting;

/// <summary>Judges all compared shadows by what was compared of late, over the whole cluster, for those who ask again and again.</summary>
/// <remarks>
/// <para>Counters never start anew, and the evidence of a regression that was mended would stay in them for ever. So what is judged begins with the
/// turn of the period before the present one, or with this node's first look.</para>
/// <para>However often it is read, a shadow is judged once in <see cref="Pause"/>, and a reading ends after <see cref="MostPerReading"/> and the shadow
/// that it is at; the other shadows keep what was said of them last and are the first ones in the next reading.</para>
/// </remarks>
internal sealed class RegressionWatch(RouteTableStore routes, Func<string, ComparisonCounts> read, IClusterView cluster, TimeProvider time)
{
    /// <summary>How long a period is: at least one, at most two of them are judged.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>The least time between two judgements of one shadow.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>The time after which a reading begins no other shadow.</summary>
    public static readonly TimeSpan MostPerReading = TimeSpan.FromMilliseconds(50);

    // Once a node is a member, the others tell it what was counted before it came; that is nothing new.
    private static readonly TimeSpan Arriving = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Judged> _judged = [];
    private long? _memberSince;

    /// <summary>The verdicts, by Mapping; none before the node has been a member of a cluster for a few seconds.</summary>
    public IReadOnlyList<(string Mapping, Verdict Verdict)> Read()
    {
        lock (_lock)
        {
            if (!HasArrived()) return [];
            var compared = routes.Current.Shadows.Values.Where(shadow => shadow.Settings.Compare is not null).ToDictionary(shadow => shadow.Name);
            foreach (var gone in _judged.Keys.Except(compared.Keys).ToArray()) _judged.Remove(gone);
            foreach (var name in compared.Keys.Except(_judged.Keys).ToArray()) _judged[name] = new Judged();

            var started = time.GetTimestamp();
            foreach (var (name, judged) in _judged.OrderBy(judged => judged.Value.At).ToArray())
            {
                if (judged.IsSettled && time.GetElapsedTime(judged.At) < Pause) break;
                judged.Judge(read(name), compared[name].Settings.Compare!.Verdict, time);
                if (time.GetElapsedTime(started) >= MostPerReading) break;
            }

            return [.. _judged.Where(judged => judged.Value.IsSettled).OrderBy(judged => judged.Key, StringComparer.Ordinal).Select(judged => (judged.Key, judged.Value.Verdict!))];
        }
    }

    private bool HasArrived()
    {
        if (_memberSince is null && cluster.Read().SelfStatus == "up") _memberSince = time.GetTimestamp();
        return _memberSince is { } since && time.GetElapsedTime(since) >= Arriving;
    }

    /// <summary>One shadow.</summary>
    private sealed class Judged
    {
        private ComparisonCounts? _before;
        private ComparisonCounts? _turn;
        private long _turnedAt;
        private long _compared;
        private VerdictCriteria? _criteria;

        public bool IsSettled => Verdict is not null;

        public Verdict? Verdict { get; private set; }

        /// <summary>When it was judged.</summary>
        public long At { get; private set; }

        public void Judge(ComparisonCounts counts, VerdictCriteria criteria, TimeProvider time)
        {
            At = time.GetTimestamp();
            var turns = _turn is null || time.GetElapsedTime(_turnedAt, At) >= Period;
            if (turns) (_before, _turn, _turnedAt) = (_turn ?? counts, counts, At);
            if (!turns && counts.Total == _compared && criteria == _criteria) return;
            Verdict = VerdictEvaluator.Evaluate(ComparisonPeriod.Since(counts, _before!), criteria);
            (_compared, _criteria) = (counts.Total, criteria);
        }
    }
}
