namespace ActorProxy.Edge.Upstreams;

/// <summary>
/// The last URIs that were made for a service. Most requests repeat one of few; parsing its URI, and taking the path out of it again on
/// sending, would cost each of them several strings. A slot belongs to whoever comes last, which is harmless.
/// </summary>
internal sealed class UriCache
{
    private const int Slots = 512;
    private const int LongestKept = 256;

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <param name="address">The endpoint's base address, without a slash at the end.</param>
    /// <param name="pathAndQuery">Starts with a slash; kept byte for byte.</param>
    public Uri Get(string address, string pathAndQuery)
    {
        if (pathAndQuery.Length > LongestKept)
            return new Uri(address + pathAndQuery, AsItIs);

        ref var slot = ref _entries[(uint)pathAndQuery.GetHashCode(StringComparison.Ordinal) % Slots];
        var entry = Volatile.Read(ref slot);
        if (entry is null || !string.Equals(entry.PathAndQuery, pathAndQuery, StringComparison.Ordinal) || entry.Address != address)
        {
            entry = new Entry(address, pathAndQuery, new Uri(address + pathAndQuery, AsItIs));
            Volatile.Write(ref slot, entry);
        }

        return entry.Uri;
    }

    private sealed record Entry(string Address, string PathAndQuery, Uri Uri);
}
