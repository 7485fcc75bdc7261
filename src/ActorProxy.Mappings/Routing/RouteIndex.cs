namespace ActorProxy.Mappings.Routing;

/// <summary>
/// Finds the few groups that can match a request at all, in evaluation order: those whose literal start is a start of the path (two
/// tries, with and without regard to case), and whose host, where it is a plain name, is the request's.
/// </summary>
internal sealed class RouteIndex
{
    private readonly PathTrie _exactCase = new(ignoreCase: false);
    private readonly PathTrie? _anyCase;

    public RouteIndex(IReadOnlyList<RouteGroup> groups)
    {
        foreach (var byCase in groups.GroupBy(group => group.Pattern.Path.IsCaseSensitive))
        {
            var trie = byCase.Key ? _exactCase : _anyCase ??= new PathTrie(ignoreCase: true);
            foreach (var group in byCase)
                trie.Add(group.Pattern.Path.RequiredStart, group);
        }

        _exactCase.Freeze();
        _anyCase?.Freeze();
    }

    /// <summary>The groups to look at for a request.</summary>
    public RouteCandidates CandidatesFor(string path, string authority)
    {
        var candidates = new RouteCandidates();
        _exactCase.Collect(path, authority, ref candidates);
        _anyCase?.Collect(path, authority, ref candidates);
        return candidates;
    }
}
