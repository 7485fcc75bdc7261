using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Reading;

/// <summary>What became of one resource, or of a document that is none.</summary>
/// <param name="Kind">Its kind; empty when unknown.</param>
/// <param name="Id">Its name; null when it could not be told, so that it may have been any.</param>
/// <param name="Resource">The resource; null when it is not used.</param>
/// <param name="IsRejected">Whether it is not used because of an error (and not because it is of another kind).</param>
/// <param name="Findings">What there is to say about it.</param>
internal sealed record DocumentResult(string Kind, ResourceId? Id, Resource? Resource, bool IsRejected, IReadOnlyList<Finding> Findings);
