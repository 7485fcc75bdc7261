using ActorProxy.Shadowing.Comparing;

namespace ActorProxy.Shadowing.Samples;

/// <summary>
/// The samples of one shadow Mapping on this node: for each field and kind of difference the first one and the newest one. Bounded in number and in
/// bytes; what comes when it is full takes no other's place. Thread-safe.
/// </summary>
internal sealed class SampleBook(TimeProvider time)
{
    /// <summary>Fields and kinds that are kept.</summary>
    public const int MostEntries = 64;

    /// <summary>Bytes that are kept.</summary>
    public const long MostBytes = 2 * 1024 * 1024;

    // The newest of them is replaced no more often: where every request is different, samples would cost more than comparing.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<FieldDifference, Entry> _entries = [];
    private long _bytes;

    /// <summary>Whether a sample with these differences would be kept.</summary>
    public bool Wants(IReadOnlyList<FieldDifference> differences)
    {
        lock (_gate) return differences.Any(Wants);
    }

    /// <summary>Keeps a sample for each of its differences that wants one.</summary>
    public void Add(IReadOnlyList<FieldDifference> differences, Sample sample)
    {
        lock (_gate)
        {
            foreach (var difference in differences.Where(Wants))
            {
                var entry = _entries.GetValueOrDefault(difference);
                var freed = entry?.Newest is { } newest && newest != entry.First ? newest.Json.Length : 0;
                if (_bytes - freed + sample.Json.Length > MostBytes) continue;
                _bytes += sample.Json.Length - freed;
                _entries[difference] = new Entry(entry?.First ?? sample, sample, time.GetTimestamp());
            }
        }
    }

    /// <summary>The samples, each once, newest first.</summary>
    /// <param name="path">Only those in which this field is different; null or empty for all.</param>
    public IReadOnlyList<Sample> Read(string? path)
    {
        lock (_gate)
        {
            return
            [
                .. _entries.Where(e => string.IsNullOrEmpty(path) || e.Key.Path == path)
                    .SelectMany(e => new[] { e.Value.First, e.Value.Newest })
                    .Distinct()
                    .OrderByDescending(sample => sample.At),
            ];
        }
    }

    private bool Wants(FieldDifference difference) => _entries.TryGetValue(difference, out var entry)
        ? time.GetElapsedTime(entry.Renewed) >= Renewal
        : _entries.Count < MostEntries;

    private sealed record Entry(Sample First, Sample Newest, long Renewed);
}

/// <summary>One sample: a request with its replies, written down as JSON.</summary>
/// <param name="At">When it was compared.</param>
/// <param name="Json">A JSON object in UTF-8.</param>
internal sealed record Sample(DateTimeOffset At, byte[] Json);
