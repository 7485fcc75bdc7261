using System.Text.Json;

namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/shadows/{name}/diffs</c>: samples of what differed.</summary>
/// <param name="Name">The shadow Mapping.</param>
/// <param name="Path">The field that was asked for; null for all.</param>
/// <param name="Nodes">The dispatcher nodes that were asked.</param>
/// <param name="Unanswered">Those of them that did not answer in time; their samples are missing.</param>
/// <param name="Samples">Request, production's reply, the shadow's and the baseline's, newest first.</param>
public sealed record DiffsResponse(
    string Name, string? Path, IReadOnlyList<string> Nodes, IReadOnlyList<string> Unanswered, IReadOnlyList<JsonElement> Samples);
