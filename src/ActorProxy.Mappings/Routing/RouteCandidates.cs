using System.Runtime.CompilerServices;

namespace ActorProxy.Mappings.Routing;

/// <summary>
/// Merges lists of groups, each in evaluation order, into one in evaluation order, without allocating for up to sixteen lists (more need
/// paths on which nine and more prefixes nest).
/// </summary>
internal struct RouteCandidates
{
    private const int InPlace = 16;
    private Lists _lists;
    private Positions _positions;
    private int _count;
    private List<RouteGroup[]>? _moreLists;
    private List<int>? _morePositions;

    /// <summary>Adds a list that is not empty.</summary>
    public void Add(RouteGroup[] groups)
    {
        if (_count < InPlace)
        {
            _lists[_count] = groups;
            _positions[_count] = 0;
        }
        else
        {
            (_moreLists ??= []).Add(groups);
            (_morePositions ??= []).Add(0);
        }

        _count++;
    }

    /// <summary>The next group; false at the end.</summary>
    public bool TryNext(out RouteGroup group)
    {
        RouteGroup? first = null;
        var from = -1;
        for (var i = 0; i < _count; i++)
        {
            var (list, position) = At(i);
            if (position < list.Length && (first is null || list[position].Index < first.Index))
                (first, from) = (list[position], i);
        }

        group = first!;
        if (first is null)
            return false;

        if (from < InPlace)
            _positions[from]++;
        else
            _morePositions![from - InPlace]++;
        return true;
    }

    private readonly (RouteGroup[] List, int Position) At(int i) =>
        i < InPlace ? (_lists[i], _positions[i]) : (_moreLists![i - InPlace], _morePositions![i - InPlace]);

    [InlineArray(InPlace)]
    private struct Lists
    {
        private RouteGroup[] _first;
    }

    [InlineArray(InPlace)]
    private struct Positions
    {
        private int _first;
    }
}
