namespace ActorProxy.Shadowing.Exchange;

/// <summary>
/// Whom a node tells its counters in a turn. As long as the others are few, all of them; beyond that those that have waited longest, so that what
/// a node sends and receives in a second does not grow with the cluster. What it knows of the others is older then, and says so. Not thread-safe.
/// </summary>
/// <param name="most">Nodes to tell in a turn, at most.</param>
internal sealed class ExchangeRota<TNode>(int most = ExchangeRota<TNode>.MostPerTurn)
    where TNode : notnull
{
    /// <summary>What a node tells in a turn unless it is said otherwise.</summary>
    public const int MostPerTurn = 32;

    private readonly Dictionary<TNode, long> _told = [];

    /// <summary>Chooses, and takes them for told.</summary>
    /// <param name="others">All other nodes; of those that have waited equally long the first ones come first.</param>
    /// <param name="turn">This turn; greater than the one before.</param>
    /// <param name="everyone">Tells all of them this once.</param>
    /// <returns>The nodes to tell, by the turn in which each was told before; 0 for never.</returns>
    public IReadOnlyList<IGrouping<long, TNode>> Choose(IReadOnlyList<TNode> others, long turn, bool everyone = false)
    {
        if (_told.Count > others.Count) Forget(others);
        var chosen = others
            .Select(node => (Node: node, Told: _told.GetValueOrDefault(node)))
            .OrderBy(o => o.Told)
            .Take(everyone ? others.Count : most)
            .GroupBy(o => o.Told, o => o.Node)
            .ToArray();
        foreach (var node in chosen.SelectMany(group => group)) _told[node] = turn;
        return chosen;
    }

    /// <summary>In how many turns each of the others is told once.</summary>
    public long Round(int others) => Math.Max(1, (others + most - 1) / most);

    private void Forget(IReadOnlyList<TNode> others)
    {
        var known = others.ToHashSet();
        foreach (var node in _told.Keys.Where(node => !known.Contains(node)).ToArray()) _told.Remove(node);
    }
}
