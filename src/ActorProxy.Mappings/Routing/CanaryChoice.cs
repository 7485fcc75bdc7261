namespace ActorProxy.Mappings.Routing;

/// <summary>Chooses among the production Mappings of a group by their shares.</summary>
internal sealed class CanaryChoice
{
    private readonly IReadOnlyList<ProductionRoute> _productions;
    private readonly ProductionRoute? _only;
    private readonly double _total;

    public CanaryChoice(IReadOnlyList<ProductionRoute> productions)
    {
        _productions = productions;
        _total = productions.Sum(production => production.Share);

        // Shares from ratios (thirds) may miss 100 by a rounding error, and must not lose requests for it.
        if (_total > 100 - 1e-6)
        {
            _total = 100;
            _only = productions.FirstOrDefault(production => production.Share > 100 - 1e-6);
        }
    }

    /// <summary>Whether some requests are left for later groups.</summary>
    public bool IsPartial => _total < 100;

    /// <summary>Chooses one; null when the request falls outside the shares, which then add up to less than 100.</summary>
    public ProductionRoute? Next()
    {
        if (_only is not null)
            return _only;

        var point = Random.Shared.NextDouble() * 100;
        if (point >= _total)
            return null;

        ProductionRoute? last = null;
        for (var i = 0; i < _productions.Count; i++)
        {
            var production = _productions[i];
            if (production.Share <= 0)
                continue;
            if (point < production.Share)
                return production;

            point -= production.Share;
            last = production;
        }

        return last;
    }
}
