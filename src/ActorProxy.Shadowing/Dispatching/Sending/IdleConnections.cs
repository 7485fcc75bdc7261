namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Connections to one endpoint that wait for the next copy; the one used last is taken first, so that those for a peak fall idle. Thread-safe.</summary>
internal sealed class IdleConnections
{
    private readonly Lock _lock = new();
    private readonly List<Http1Connection> _connections = [];

    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _connections.Count == 0;
        }
    }

    public Http1Connection? Take()
    {
        lock (_lock)
        {
            if (_connections.Count == 0) return null;
            var last = _connections[^1];
            _connections.RemoveAt(_connections.Count - 1);
            return last;
        }
    }

    public void Add(Http1Connection connection)
    {
        lock (_lock) _connections.Add(connection);
    }

    /// <summary>Closes those that meet a condition.</summary>
    /// <returns>How many are left.</returns>
    public int Close(Predicate<Http1Connection> isOver)
    {
        List<Http1Connection> over;
        int left;
        lock (_lock)
        {
            over = _connections.FindAll(isOver);
            if (over.Count > 0) _connections.RemoveAll(over.Contains);
            left = _connections.Count;
        }

        foreach (var connection in over) connection.Dispose();
        return left;
    }
}
