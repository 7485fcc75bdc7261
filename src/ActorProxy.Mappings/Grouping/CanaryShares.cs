namespace ActorProxy.Mappings.Grouping;

/// <summary>Turns the weights of a group's production Mappings into the shares they get (Ambassador: <c>normalize_weights_in_mappings</c>).</summary>
internal static class CanaryShares
{
    /// <summary>Shares in percent, in the order of the weights.</summary>
    /// <param name="weights">Weights in name order; null where none is given.</param>
    /// <returns>All zero when a weight is above 100: the whole group then gets no traffic.</returns>
    public static double[] Of(IReadOnlyList<int?> weights)
    {
        // A Mapping alone gets everything, whatever its weight.
        if (weights.Count == 1)
            return [100];

        var shares = new double[weights.Count];
        if (weights.Any(weight => weight > 100))
            return shares;

        // Each weighted one takes its part of what is left: 60 and 60 act as 60 and 40.
        var given = 0;
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] is not { } weight)
                continue;
            shares[i] = Math.Clamp(weight, 0, 100 - given);
            given += (int)shares[i];
        }

        ShareTheRest(weights, shares, 100 - given);
        return shares;
    }

    private static void ShareTheRest(IReadOnlyList<int?> weights, double[] shares, int rest)
    {
        var unweighted = weights.Count(weight => weight is null);
        if (unweighted == 0)
            return;

        // Equal parts, rounded half to even as Python does; the last one takes what remains.
        var part = (int)Math.Round((double)rest / unweighted, MidpointRounding.ToEven);
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] is not null)
                continue;
            unweighted--;
            shares[i] = unweighted == 0 ? rest : Math.Min(part, rest);
            rest -= (int)shares[i];
        }
    }
}
