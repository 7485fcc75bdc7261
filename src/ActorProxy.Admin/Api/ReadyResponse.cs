namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /ready</c> (200 when ready, else 503).</summary>
/// <param name="Ready">Whether the node is Up, its mappings are loaded and the dispatchers can be reached.</param>
/// <param name="Reason">Why not; null when ready.</param>
public sealed record ReadyResponse(bool Ready, string? Reason);

/// <summary>Answer of <c>GET /alive</c>.</summary>
/// <param name="Alive">Always true: a process that cannot say so does not answer.</param>
public sealed record AliveResponse(bool Alive);
