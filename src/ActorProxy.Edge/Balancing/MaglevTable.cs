using ActorProxy.Mappings.Sampling;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Edge.Balancing;

/// <summary>
/// Consistent hashing by a Maglev table (Eisenbud et al., NSDI 2016, section 3.4) of Envoy's size: evener than a ring, and one step to look
/// up.
/// </summary>
internal sealed class MaglevTable : IHashTable
{
    private const int Size = 65537;

    private readonly ServiceEndpoint[] _slots;

    private MaglevTable(ServiceEndpoint[] slots) => _slots = slots;

    /// <param name="endpoints">At least one.</param>
    public static IHashTable Build(IReadOnlyList<ServiceEndpoint> endpoints)
    {
        // Every endpoint has a permutation of the slots of its own, and takes the next free slot of it in its turn.
        var offsets = endpoints.Select(endpoint => StableHash.Of(endpoint.BaseAddress) % Size).ToArray();
        var skips = endpoints.Select(endpoint => (StableHash.Of($"{endpoint.BaseAddress}_skip") % (Size - 1)) + 1).ToArray();
        var slots = new ServiceEndpoint?[Size];
        for (var taken = 0; taken < Size;)
        {
            for (var i = 0; i < endpoints.Count && taken < Size; i++, taken++)
            {
                while (slots[offsets[i]] is not null)
                    offsets[i] = (offsets[i] + skips[i]) % Size;
                slots[offsets[i]] = endpoints[i];
            }
        }

        return new MaglevTable(slots!);
    }

    public ServiceEndpoint Find(ulong hash) => _slots[hash % Size];
}
