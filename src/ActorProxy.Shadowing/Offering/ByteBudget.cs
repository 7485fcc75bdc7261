namespace ActorProxy.Shadowing.Offering;

/// <summary>A number of bytes that may be held at a time, within the budget of a parent. Taking never waits.</summary>
internal sealed class ByteBudget(long limit, ByteBudget? parent = null)
{
    private long _used;

    /// <summary>Bytes held now.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Most bytes that may be held.</summary>
    public long Limit => limit;

    /// <summary>Takes bytes if all of them fit, here and in the parent.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > limit)
        {
            Interlocked.Add(ref _used, -bytes);
            return false;
        }

        if (parent is null || parent.TryTake(bytes)) return true;
        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes)
    {
        Interlocked.Add(ref _used, -bytes);
        parent?.Return(bytes);
    }
}
