using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Admin;

/// <summary>
/// "Which route would this request take?": asks the table in force under the control in force, and sends nothing. The HTTP API, the
/// diagnostics page and <c>pbm</c> all answer from here.
/// </summary>
internal sealed class RouteTest(RouteTable table, ControlState control)
{
    /// <summary>Describes what would become of a request.</summary>
    /// <param name="method">The method; GET when null or blank.</param>
    /// <param name="host">The Host header; none when null or blank.</param>
    /// <param name="target">Path and query, or a whole URL, whose host then counts unless <paramref name="host"/> gives one.</param>
    /// <param name="headers">The other headers, each as <c>Name: value</c>.</param>
    /// <exception cref="RequestRefusedException">The path or a header is not understood.</exception>
    public RouteTestResponse Describe(string? method, string? host, string? target, IEnumerable<string> headers)
    {
        var request = Read(method, host, target, headers);
        var trace = RouteTrace.Of(table, request);
        return new RouteTestResponse(
            request.Method,
            request.Authority,
            request.Path,
            request.Query,
            [.. trace.Taken.Select(step => Describe(step, request))],
            [.. trace.Missed.Select(miss => new PassedOverResponse(miss.Group.Index, InWords(miss.Group), miss.Reason))],
            Rounded(trace.Unmatched));
    }

    private static PlainRequest Read(string? method, string? host, string? target, IEnumerable<string> headers)
    {
        var path = target?.Trim() ?? "";
        var authority = host?.Trim() ?? "";
        if (Uri.TryCreate(path, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            authority = authority.Length == 0 ? url.Authority : authority;
            path = WithoutAuthority(path);
        }

        if (!path.StartsWith('/'))
            throw new RequestRefusedException(400, "give the path: it starts with a slash, and may have a query; or give a whole http:// URL");

        var verb = method?.Trim() ?? "";
        return new PlainRequest(verb.Length == 0 ? "GET" : verb, authority, path, [.. headers.Where(line => !string.IsNullOrWhiteSpace(line)).Select(ReadHeader)]);
    }

    /// <summary>Path and query as written: a parsed URL would have them decoded and normalised already.</summary>
    private static string WithoutAuthority(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var path = end < 0 ? "/" : rest[end..].Split('#')[0];
        return path.StartsWith('/') ? path : "/" + path;
    }

    private static KeyValuePair<string, string> ReadHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new(line[..colon].Trim(), line[(colon + 1)..].Trim())
            : throw new RequestRefusedException(400, $"a header is written 'Name: value', not '{line.Trim()}'");
    }

    private TakenRouteResponse Describe(RouteStep step, PlainRequest request)
    {
        var group = step.Group;
        var answer = OwnAnswer(group, request);
        var productions = answer is null ? group.Productions : [];
        return new TakenRouteResponse(
            group.Index,
            InWords(group),
            group.Prefix,
            answer,
            [.. productions.Select(production => Describe(new RouteMatch(group, production), step.Reach, request))]);
    }

    private static string? OwnAnswer(RouteGroup group, PlainRequest request)
    {
        if (group.Cors?.IsPreflight(request.Method, request.Header("origin"), request.Header("access-control-request-method")) == true)
            return "200, a preflight answer";
        if (group.DirectStatus is { } status)
            return status.ToString(CultureInfo.InvariantCulture);

        return group.Redirect is { } redirect
            ? $"{redirect.StatusCode} to {redirect.Location("http", request.Authority, request.Path, request.Query)}"
            : null;
    }

    private TakenProductionResponse Describe(RouteMatch match, double reach, PlainRequest request)
    {
        var production = match.Production;
        var path = production.Rewrite.Apply(request.Path);
        var host = production.HostRewrite ?? (request.Authority.Length == 0 ? production.Service.Authority : request.Authority);
        return new TakenProductionResponse(
            production.Name,
            Rounded(reach * production.Share / 100),
            production.Service.ToString(),
            (path.StartsWith('/') ? path : "/" + path) + request.Query,
            production.AutoHostRewrite ? production.Service.Host : host,
            [.. production.DirectStatus is null ? match.Shadows.Select(shadow => Describe(shadow, host, request)) : []]);
    }

    /// <param name="shadow">The shadow.</param>
    /// <param name="host">The Host that the copy's is made of: the client's where production gets its endpoint's name.</param>
    /// <param name="request">The request.</param>
    private OfferedShadowResponse Describe(ShadowRoute shadow, string host, PlainRequest request)
    {
        var reason = WhyNotCopied(shadow, request);
        return new OfferedShadowResponse(
            shadow.Name,
            shadow.Service.ToString(),
            shadow.Settings.Host.Apply(host, shadow.Service),
            reason is null ? control.WeightOf(shadow.Name, shadow.Weight) : 0,
            reason?.Name());
    }

    private CopyOutcome? WhyNotCopied(ShadowRoute shadow, PlainRequest request)
    {
        if (request.Header(CopyMarker.HeaderName) is not null)
            return CopyOutcome.SkippedLoop;
        if (request.Method == "CONNECT" || request.Header("upgrade") is { } upgrade && !upgrade.StartsWith("h2c", StringComparison.OrdinalIgnoreCase))
            return CopyOutcome.SkippedUpgrade;
        if (shadow.Settings.Methods is { Count: > 0 } methods && !methods.Contains(request.Method))
            return CopyOutcome.SkippedMethod;

        return control.IsPaused(shadow.Name) ? CopyOutcome.Paused : null;
    }

    private static string InWords(RouteGroup group) => group.Key.Length == 0 ? group.Prefix : group.Key;

    private static double Rounded(double percent) => Math.Round(percent, 3);
}
