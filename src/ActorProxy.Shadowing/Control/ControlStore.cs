namespace ActorProxy.Shadowing.Control;

/// <summary>
/// Runtime control in this process. It outlives the actor system; a change made while there is none is in force here at once and is replicated
/// when the next actor system joins.
/// </summary>
internal sealed class ControlStore : IShadowControl
{
    private static readonly TimeSpan SaveAgain = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly ulong _self;
    private readonly TimeProvider _time;
    private readonly ControlFile? _file;
    private ControlTable _table;
    private volatile ControlState _current;
    private ITimer? _unsaved;

    public ControlStore(ulong self, TimeProvider time, ControlFile? file)
    {
        (_self, _time, _file) = (self, time, file);
        _table = file?.Load(self, time) ?? ControlTable.Empty;
        _current = _table.ToState();
    }

    /// <inheritdoc/>
    public event Action<ControlState>? Changed;

    /// <summary>Raised after a change made here, to be replicated.</summary>
    public event Action<ControlTable>? ChangedHere;

    /// <inheritdoc/>
    public ControlState Current => _current;

    /// <summary>The whole table.</summary>
    public ControlTable Table
    {
        get { lock (_lock) return _table; }
    }

    /// <inheritdoc/>
    public void Apply(ControlChange change)
    {
        if (change.Weight is < 0 or > 100) throw new ArgumentException($"A weight is a percentage from 0 to 100; {change.Weight} is not.", nameof(change));
        if (change is { Shadow: null, Weight: not null }) throw new ArgumentException("The master switch has no weight.", nameof(change));
        ControlTable table;
        lock (_lock)
        {
            table = _table.With(change, _self, _time.GetUtcNow());
            PutInForce(table);
        }

        ChangedHere?.Invoke(table);
    }

    /// <summary>Takes in what another node (or the replicator) holds.</summary>
    public void Merge(ControlTable other)
    {
        lock (_lock)
        {
            var merged = _table.Merge(other);
            if (!merged.Equals(_table)) PutInForce(merged);
        }
    }

    // Under the lock, so that Changed is raised in the order of the changes.
    private void PutInForce(ControlTable table)
    {
        _table = table;
        _current = table.ToState();

        // In force first: a disk may take its time.
        Changed?.Invoke(_current);
        Save();
    }

    private void Save()
    {
        if (_file is null) return;
        _unsaved?.Dispose();

        // The disk may be full now and not later; the change must not wait for the next one to be kept.
        _unsaved = _file.Save(_table) ? null : _time.CreateTimer(_ => SaveUnsaved(), null, SaveAgain, Timeout.InfiniteTimeSpan);
    }

    private void SaveUnsaved()
    {
        lock (_lock)
        {
            if (_unsaved is not null) Save();
        }
    }
}
