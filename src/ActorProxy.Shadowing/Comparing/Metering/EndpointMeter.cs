namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>Counts the comparisons of one endpoint. Not safe for several threads.</summary>
internal sealed class EndpointMeter
{
    private readonly Dictionary<string, FieldMeter> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<FieldMeter> _touched = [];
    private long _heads;
    private long _bodies;
    private long _pairedHeads;
    private long _pairedBodies;

    /// <summary>Counts one comparison.</summary>
    /// <param name="comparison">What came of it.</param>
    /// <param name="slower">By which steps the shadow was slower than production.</param>
    /// <param name="noiseSlower">By which steps the baseline was.</param>
    /// <param name="mayAdd">Asked once for each field that is new; no means that it is counted as <see cref="ComparisonLimits.Other"/>.</param>
    public void Record(Comparison comparison, IEnumerable<FieldDifference> slower, IEnumerable<FieldDifference> noiseSlower, Func<bool> mayAdd)
    {
        var paired = comparison.Compared & comparison.NoiseCompared;
        if (comparison.Compared.HasFlag(ComparedParts.Head)) _heads++;
        if (comparison.Compared.HasFlag(ComparedParts.Body)) _bodies++;
        if (paired.HasFlag(ComparedParts.Head)) _pairedHeads++;
        if (paired.HasFlag(ComparedParts.Body)) _pairedBodies++;

        foreach (var (path, kind) in comparison.Differences.Concat(slower))
            Touch(path, mayAdd).MarkRaw(kind, paired.HasFlag(FieldPaths.PartOf(path)));
        foreach (var (path, kind) in comparison.Noise.Concat(noiseSlower).Where(d => paired.HasFlag(FieldPaths.PartOf(d.Path))))
            Touch(path, mayAdd).MarkNoise(kind);

        foreach (var field in _touched) field.Settle();
        _touched.Clear();
    }

    /// <summary>The counters as of now.</summary>
    public EndpointCounts Read() =>
        new(_heads, _bodies, _pairedHeads, _pairedBodies, _fields.ToDictionary(f => f.Key, f => f.Value.Read()));

    private FieldMeter Touch(string path, Func<bool> mayAdd)
    {
        var field = Field(FieldPaths.Cut(path), mayAdd);
        _touched.Add(field);
        return field;
    }

    private FieldMeter Field(string path, Func<bool> mayAdd)
    {
        if (_fields.TryGetValue(path, out var field)) return field;
        if (!FieldPaths.IsOfEveryEndpoint(path) && !mayAdd()) return Field(ComparisonLimits.Other, mayAdd);
        return _fields[path] = new FieldMeter();
    }
}
