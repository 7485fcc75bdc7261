using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Reporting;

/// <summary>Reads what was compared, over the whole cluster.</summary>
public interface IComparisonView
{
    /// <summary>What was counted of one shadow Mapping's comparisons, from what this node holds; answers at once.</summary>
    ComparisonCounts Read(string mapping);

    /// <summary>Asks every dispatcher node for its samples of one shadow Mapping, newest first.</summary>
    /// <param name="mapping">The shadow Mapping.</param>
    /// <param name="path">Only samples in which this field is different; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What came within the time limit; it names the nodes that did not answer.</returns>
    Task<SampleReport> ReadSamplesAsync(string mapping, string? path, CancellationToken cancellation);
}

/// <summary>Samples from the whole cluster.</summary>
/// <param name="Samples">Each a JSON object in UTF-8, newest first.</param>
/// <param name="Asked">Addresses of the dispatcher nodes that were asked.</param>
/// <param name="Unanswered">Those of them that did not answer in time: their samples are missing.</param>
public sealed record SampleReport(IReadOnlyList<ReadOnlyMemory<byte>> Samples, IReadOnlyList<string> Asked, IReadOnlyList<string> Unanswered);
