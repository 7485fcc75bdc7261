namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>Counts the differences of one field: each request once, however many elements of it are different. Not safe for several threads.</summary>
internal sealed class FieldMeter
{
    private readonly PairCounts[] _kinds = new PairCounts[DifferenceKinds.Count];
    private PairCounts _any;
    private int _raw;
    private int _noise;
    private bool _paired;

    /// <summary>Notes that the shadow is different in the request that is being counted.</summary>
    public void MarkRaw(DifferenceKind kind, bool paired)
    {
        _raw |= 1 << (int)kind;
        _paired |= paired;
    }

    /// <summary>Notes that the baseline is.</summary>
    public void MarkNoise(DifferenceKind kind)
    {
        _noise |= 1 << (int)kind;
        _paired = true;
    }

    /// <summary>Counts what was noted, and forgets it.</summary>
    public void Settle()
    {
        _any = _any.Add(One(_raw != 0, _noise != 0));
        for (var kind = 0; kind < _kinds.Length; kind++)
            _kinds[kind] = _kinds[kind].Add(One((_raw & (1 << kind)) != 0, (_noise & (1 << kind)) != 0));
        (_raw, _noise, _paired) = (0, 0, false);
    }

    /// <summary>The counters as of now.</summary>
    public FieldCounts Read()
    {
        var kinds = new Dictionary<DifferenceKind, PairCounts>();
        for (var kind = 0; kind < _kinds.Length; kind++)
        {
            if (_kinds[kind] != default) kinds[(DifferenceKind)kind] = _kinds[kind];
        }

        return new FieldCounts(_any, kinds);
    }

    private PairCounts One(bool raw, bool noise) =>
        new(raw ? 1 : 0, raw && _paired ? 1 : 0, noise ? 1 : 0, raw && noise ? 1 : 0);
}
