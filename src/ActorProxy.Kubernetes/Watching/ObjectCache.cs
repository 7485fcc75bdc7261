using ActorProxy.Mappings.Findings;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>What is known of one <see cref="WatchTarget"/>. It keeps what it knows while the API server is away. Safe on any thread.</summary>
internal sealed class ObjectCache
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, WatchedObject> _objects = new(StringComparer.Ordinal);
    private volatile bool _isComplete;
    private volatile Finding? _problem;

    /// <summary>Raised after every change, also of <see cref="Problem"/>. A handler must not throw.</summary>
    public event Action? Changed;

    /// <summary>Whether all objects were known at least once.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>What is wrong with reading the API now; null when nothing is.</summary>
    public Finding? Problem
    {
        get => _problem;
        set
        {
            if (_problem == value)
                return;
            _problem = value;
            Changed?.Invoke();
        }
    }

    /// <summary>The objects, by namespace and name.</summary>
    public IReadOnlyList<WatchedObject> Read()
    {
        lock (_gate)
            return [.. _objects.Values];
    }

    /// <summary>Takes a complete list.</summary>
    public void Replace(IEnumerable<WatchedObject> objects)
    {
        lock (_gate)
        {
            _objects.Clear();
            foreach (var each in objects)
                _objects[each.Key] = each;
            _isComplete = true;
        }

        Changed?.Invoke();
    }

    /// <summary>Takes it that there are no such objects, unless some are known: those stay.</summary>
    public void CompleteWithoutAny()
    {
        if (_isComplete)
            return;
        _isComplete = true;
        Changed?.Invoke();
    }

    /// <summary>Takes one change.</summary>
    public void Apply(WatchLine line)
    {
        if (line.Object is not { } changed)
            return;

        lock (_gate)
        {
            if (line.Change == WatchChange.Deleted)
                _objects.Remove(changed.Key);
            else
                _objects[changed.Key] = changed;
        }

        Changed?.Invoke();
    }
}
