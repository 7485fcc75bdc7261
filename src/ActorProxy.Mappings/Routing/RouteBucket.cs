using ActorProxy.Mappings.Matching;

namespace ActorProxy.Mappings.Routing;

/// <summary>The groups with the same literal start, in evaluation order, those with a plain host name apart.</summary>
internal sealed class RouteBucket
{
    private readonly List<RouteGroup> _anyHost = [];
    private readonly Dictionary<string, List<RouteGroup>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RouteGroup>> _byHostWithoutPort = new(StringComparer.OrdinalIgnoreCase);
    private RouteGroup[] _anyHostFrozen = [];
    private Dictionary<string, RouteGroup[]>? _byHostFrozen;
    private Dictionary<string, RouteGroup[]>.AlternateLookup<ReadOnlySpan<char>>? _byHostWithoutPortFrozen;

    /// <summary>Adds a group; groups come in evaluation order.</summary>
    public void Add(RouteGroup group)
    {
        var host = group.Pattern.Host;
        if (host.Kind != HostPatternKind.Exact)
        {
            _anyHost.Add(group);
            return;
        }

        var table = host.IgnoresPort ? _byHostWithoutPort : _byHost;
        if (!table.TryGetValue(host.Text, out var groups))
            table.Add(host.Text, groups = []);
        groups.Add(group);
    }

    /// <summary>Ends the adding.</summary>
    public void Freeze()
    {
        _anyHostFrozen = [.. _anyHost];
        _byHostFrozen = Frozen(_byHost);
        _byHostWithoutPortFrozen = Frozen(_byHostWithoutPort)?.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Hands out the lists that can hold a match.</summary>
    public void Collect(string authority, ref RouteCandidates candidates)
    {
        if (_anyHostFrozen.Length > 0)
            candidates.Add(_anyHostFrozen);
        if (_byHostFrozen is not null && _byHostFrozen.TryGetValue(authority, out var groups))
            candidates.Add(groups);
        if (_byHostWithoutPortFrozen is { } lookup && lookup.TryGetValue(HostPattern.WithoutPort(authority), out groups))
            candidates.Add(groups);
    }

    private static Dictionary<string, RouteGroup[]>? Frozen(Dictionary<string, List<RouteGroup>> table) =>
        table.Count == 0 ? null : table.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
}
