using System.Collections.Concurrent;

namespace ActorProxy.Shadowing.Samples;

/// <summary>The samples that this node's dispatchers keep, of all shadow Mappings. In memory only: a restart loses them. Thread-safe.</summary>
internal sealed class SampleStore(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SampleBook> _books = new();

    /// <summary>The samples of one shadow Mapping.</summary>
    public SampleBook Of(string mapping) => _books.GetOrAdd(mapping, _ => new SampleBook(time));

    /// <summary>The same, or null when there are none.</summary>
    public SampleBook? Find(string mapping) => _books.GetValueOrDefault(mapping);
}
