namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/shadows/{name}/verdict</c>.</summary>
/// <param name="Name">The shadow Mapping.</param>
/// <param name="Verdict"><c>pass</c>, <c>fail</c> or <c>undecided</c>.</param>
/// <param name="Reasons">Why, the weightiest first.</param>
/// <param name="Compared">Requests that it rests on.</param>
/// <param name="Paired">Those of them with a baseline.</param>
public sealed record VerdictResponse(string Name, string Verdict, IReadOnlyList<string> Reasons, long Compared, long Paired);
