using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Routing;

/// <summary>Holds the table in force and tells who asks when another takes its place.</summary>
public sealed class RouteTableStore
{
    private readonly Lock _swap = new();
    private volatile RouteTable _current = RouteTable.Empty;
    private volatile IReadOnlyList<Finding> _surroundings = [];

    /// <summary>Raised after a swap, with the new table, one swap at a time. A handler must not throw.</summary>
    public event Action<RouteTable>? Changed;

    /// <summary>The table in force.</summary>
    public RouteTable Current => _current;

    /// <summary>Whether a table was ever put in force (a node is not ready before that).</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>What there is to say about the table and about its surroundings.</summary>
    public IEnumerable<Finding> Findings => _current.Findings.Concat(_surroundings);

    /// <summary>Takes what was found in the surroundings: services that nobody knows, errors in the services file. It replaces what was there.</summary>
    public void ReportSurroundings(IReadOnlyList<Finding> findings) => _surroundings = findings;

    /// <summary>Puts <paramref name="table"/> in force.</summary>
    public void Swap(RouteTable table)
    {
        lock (_swap)
        {
            _current = table;
            IsLoaded = true;
            Changed?.Invoke(table);
        }
    }
}
