using ActorProxy.Shadowing.Copies;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Joins the parts of large copies. What stays incomplete is forgotten after a while: its edge counts it as unconfirmed.</summary>
internal sealed class PartAssembler(TimeProvider time)
{
    private const long MostBytes = 64L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(ulong Edge, ulong Batch), Assembly> _open = [];

    /// <summary>Whether another copy of that size may be begun. True of one that is too large for ever: it is to be refused, not to wait.</summary>
    public bool HasRoomFor(CopyBatch batch)
    {
        Forget();
        return batch.Part!.TotalBytes > MostBytes
            || _open.ContainsKey((batch.Edge, batch.Id))
            || _open.Values.Sum(a => (long)a.Bytes.Length) + batch.Part.TotalBytes <= MostBytes;
    }

    /// <summary>Takes a part.</summary>
    /// <returns>The whole encoding, when this was the last one missing.</returns>
    /// <exception cref="InvalidDataException">The part does not fit the others, or nothing at all.</exception>
    public byte[]? Add(CopyBatch batch)
    {
        var part = batch.Part!;
        if (part.TotalBytes is <= 0 or > (int)MostBytes || part.Count != ((part.TotalBytes - 1) / CopyBatch.MaxBytes) + 1)
            throw new InvalidDataException($"A copy of {part.TotalBytes} bytes in {part.Count} parts is none.");
        var start = (long)part.Index * CopyBatch.MaxBytes;
        if (part.Index < 0 || part.Index >= part.Count || batch.Copies.Length != Math.Min(CopyBatch.MaxBytes, part.TotalBytes - start))
            throw new InvalidDataException("A part is not as long as its place in the copy, or lies outside.");

        Forget();
        var key = (batch.Edge, batch.Id);
        if (!_open.TryGetValue(key, out var assembly))
            _open[key] = assembly = new Assembly(new byte[part.TotalBytes], new bool[part.Count], time.GetTimestamp());
        if (assembly.Bytes.Length != part.TotalBytes || assembly.Have.Length != part.Count)
            throw new InvalidDataException("A part contradicts the parts before it.");

        batch.Copies.CopyTo(assembly.Bytes.AsMemory((int)start));
        assembly.Have[part.Index] = true;
        if (!assembly.Have.All(have => have)) return null;
        _open.Remove(key);
        return assembly.Bytes;
    }

    private void Forget()
    {
        foreach (var (key, assembly) in _open)
        {
            if (time.GetElapsedTime(assembly.Begun) > Patience) _open.Remove(key);
        }
    }

    private sealed record Assembly(byte[] Bytes, bool[] Have, long Begun);
}
