namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>Counts the comparisons of one endpoint. Not safe for several threads.</summary>
internal sealed class EndpointMeter
{
    private readonly Dictionary<string, FieldMeter> _fields = new(StringComparer.Ordinal);
    private long _heads;
    private long _bodies;
    private long _pairedHeads;
    private long _pairedBodies;

    /// <summary>Counts one comparison.</summary>
    /// <param name="comparison">What came of it.</param>
    /// <param name="mayAdd">Asked once for each field that is new; no means that it is counted as <see cref="ComparisonLimits.Other"/>.</param>
    public void Record(Comparison comparison, Func<bool> mayAdd)
    {
        var paired = comparison.Compared & comparison.NoiseCompared;
        if (comparison.Compared.HasFlag(ComparedParts.Head)) _heads++;
        if (comparison.Compared.HasFlag(ComparedParts.Body)) _bodies++;
        if (paired.HasFlag(ComparedParts.Head)) _pairedHeads++;
        if (paired.HasFlag(ComparedParts.Body)) _pairedBodies++;

        var touched = new HashSet<FieldMeter>();
        foreach (var (path, kind) in comparison.Differences)
        {
            var field = Field(path, mayAdd);
            field.MarkRaw(kind, paired.HasFlag(FieldPaths.PartOf(path)));
            touched.Add(field);
        }

        foreach (var (path, kind) in comparison.Noise)
        {
            if (!paired.HasFlag(FieldPaths.PartOf(path))) continue;
            var field = Field(path, mayAdd);
            field.MarkNoise(kind);
            touched.Add(field);
        }

        foreach (var field in touched) field.Settle();
    }

    /// <summary>The counters as of now.</summary>
    public EndpointCounts Read() =>
        new(_heads, _bodies, _pairedHeads, _pairedBodies, _fields.ToDictionary(f => f.Key, f => f.Value.Read()));

    private FieldMeter Field(string path, Func<bool> mayAdd)
    {
        path = FieldPaths.Cut(path);
        if (_fields.TryGetValue(path, out var field)) return field;
        if (!mayAdd() && path != ComparisonLimits.Other) return Field(ComparisonLimits.Other, mayAdd);
        return _fields[path] = new FieldMeter();
    }
}
