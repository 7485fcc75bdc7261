namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>The comparisons of one endpoint. Immutable, addable.</summary>
/// <param name="Heads">Requests whose heads were compared: the sample of <c>reply</c>, <c>status</c>, headers, trailers and latency.</param>
/// <param name="Bodies">Requests whose bodies were compared: the sample of all other fields.</param>
/// <param name="PairedHeads">Those of <paramref name="Heads"/> in which the baseline's head was compared too.</param>
/// <param name="PairedBodies">Those of <paramref name="Bodies"/> in which the baseline's body was compared too.</param>
/// <param name="Fields">By path, only fields that were different at least once.</param>
public sealed record EndpointCounts(long Heads, long Bodies, long PairedHeads, long PairedBodies, IReadOnlyDictionary<string, FieldCounts> Fields)
{
    /// <summary>Nothing compared.</summary>
    public static EndpointCounts Zero { get; } = new(0, 0, 0, 0, new Dictionary<string, FieldCounts>());

    /// <summary>Both together.</summary>
    public EndpointCounts Add(EndpointCounts other)
    {
        var fields = new Dictionary<string, FieldCounts>(Fields);
        foreach (var (path, counts) in other.Fields) fields[path] = fields.TryGetValue(path, out var held) ? held.Add(counts) : counts;
        return new EndpointCounts(
            Heads + other.Heads, Bodies + other.Bodies, PairedHeads + other.PairedHeads, PairedBodies + other.PairedBodies, fields);
    }
}
