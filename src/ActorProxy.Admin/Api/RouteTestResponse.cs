namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/route-test</c>: what would become of a request.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Host">Its Host header; empty when it has none.</param>
/// <param name="Path">Its path after normalisation.</param>
/// <param name="Query">Its query with the leading question mark, or an empty string.</param>
/// <param name="Routes">The groups that take such requests, in evaluation order: usually one, more when shares leave requests to later ones.</param>
/// <param name="PassedOver">Groups whose path fits and that do not take it, with the reason.</param>
/// <param name="UnmatchedShare">The percentage of such requests that no group takes; those are answered 404.</param>
public sealed record RouteTestResponse(
    string Method,
    string Host,
    string Path,
    string Query,
    IReadOnlyList<TakenRouteResponse> Routes,
    IReadOnlyList<PassedOverResponse> PassedOver,
    double UnmatchedShare);

/// <summary>A group that takes the request.</summary>
/// <param name="Index">Position in evaluation order, from 0.</param>
/// <param name="Route">The group in words, such as <c>GET example.com /prefix/</c>.</param>
/// <param name="Prefix">Its prefix.</param>
/// <param name="Answer">What the proxy answers by itself, such as <c>301 to http://other/</c>; null when it forwards.</param>
/// <param name="Productions">The Mappings that may get the request; empty when the proxy answers by itself.</param>
public sealed record TakenRouteResponse(int Index, string Route, string Prefix, string? Answer, IReadOnlyList<TakenProductionResponse> Productions);

/// <summary>A production Mapping that may get the request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">The percentage of such requests that it gets.</param>
/// <param name="Service">Where it points, as a URL.</param>
/// <param name="SentPath">Path and query that it gets, after the rewrite.</param>
/// <param name="SentHost">The Host that it gets.</param>
/// <param name="Shadows">The shadows that are offered a copy.</param>
public sealed record TakenProductionResponse(
    string Name, double Share, string Service, string SentPath, string SentHost, IReadOnlyList<OfferedShadowResponse> Shadows);

/// <summary>A shadow that is offered a copy of the request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Service">Where it points, as a URL.</param>
/// <param name="SentHost">The Host of the copy; its path is production's.</param>
/// <param name="Weight">The percentage of such requests that is copied: the weight in force, or 0 when <paramref name="NotCopied"/> says why.</param>
/// <param name="NotCopied">Why such a request is never copied at present, as an outcome (<c>paused</c>, <c>skipped_method</c>, <c>skipped_loop</c>, <c>skipped_upgrade</c>); else null.</param>
public sealed record OfferedShadowResponse(string Name, string Service, string SentHost, double Weight, string? NotCopied);

/// <summary>A group that does not take the request although the path fits.</summary>
/// <param name="Index">Position in evaluation order, from 0.</param>
/// <param name="Route">The group in words.</param>
/// <param name="Reason">Why not, in words.</param>
public sealed record PassedOverResponse(int Index, string Route, string Reason);
