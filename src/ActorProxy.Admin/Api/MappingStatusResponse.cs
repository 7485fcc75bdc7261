namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>mapping status</c>: which resources each node has in force.</summary>
/// <param name="Generation">This node's; equal on all nodes that hold the same resources.</param>
/// <param name="Agreed">Whether every member has told its own, and it is the same.</param>
/// <param name="Routes">Groups in force on this node.</param>
/// <param name="Shadows">Shadows in force on this node.</param>
/// <param name="Errors">Findings on this node that are errors.</param>
/// <param name="Nodes">Each member's generation.</param>
public sealed record MappingStatusResponse(
    string Generation, bool Agreed, int Routes, int Shadows, int Errors, IReadOnlyList<NodeGenerationResponse> Nodes);

/// <summary>What one member has in force.</summary>
/// <param name="Address">Its cluster address.</param>
/// <param name="Generation">Its generation; null when it has not told it yet (nodes tell each other every second).</param>
public sealed record NodeGenerationResponse(string Address, string? Generation);

/// <summary>Answer of <c>mapping check</c>: what the node's files say now, read afresh, whatever is in force.</summary>
/// <param name="Generation">The generation that they would be.</param>
/// <param name="InForce">Whether that is the one in force on this node.</param>
/// <param name="Errors">Findings that are errors.</param>
/// <param name="Findings">Everything that reading and linting has to say, in the order of files and lines.</param>
public sealed record MappingCheckResponse(string Generation, bool InForce, int Errors, IReadOnlyList<FindingResponse> Findings);

/// <summary>Answer of <c>mapping reload</c>.</summary>
/// <param name="Changed">Whether another table was put in force.</param>
/// <param name="Generation">The generation in force now.</param>
/// <param name="Errors">Findings that are errors; what has one stays in force in its last good version.</param>
public sealed record MappingReloadResponse(bool Changed, string Generation, int Errors);
