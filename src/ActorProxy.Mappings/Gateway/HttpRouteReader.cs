using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Gateway;

/// <summary>Reads one HTTPRoute (<c>gateway.networking.k8s.io/v1</c>).</summary>
internal sealed class HttpRouteReader(ReadContext context, FieldReader spec, ResourceId id, SourcePosition position)
{
    private static readonly string[] WithoutEffect = ["retry", "sessionPersistence"];

    private readonly BackendReader _backends = new(id, context.OwnNamespace);

    /// <summary>Reads it; null after a rejection.</summary>
    /// <param name="creationTimestamp">When it was made, if the document says.</param>
    public HttpRouteResource? Read(string creationTimestamp)
    {
        // There are no Gateways here: every route is attached to every listener.
        spec.Accept("parentRefs", "useDefaultGateways");
        var route = new HttpRouteResource(id, position, spec.Node)
        {
            Hostnames = spec.TextList("hostnames"),
            CreationTimestamp = creationTimestamp,
            Rules = [.. spec.Objects("rules").Select(Rule)],
        };
        spec.Finish();
        return spec.Log.IsRejected ? null : route;
    }

    private HttpRouteRule Rule(FieldReader fields)
    {
        var filters = new HttpFilterReader(_backends);
        var matches = fields.Objects("matches").Select(Match).OfType<HttpRouteMatch>().ToList();
        var rule = new HttpRouteRule
        {
            Name = fields.Text("name"),
            Matches = matches.Count > 0 ? matches : [new HttpRouteMatch(PathPattern.Literal(PathPatternKind.Segments, "/"), null, [], [])],
            Filters = filters.Read(fields),
            Backends = [.. fields.Objects("backendRefs").Select(reference => Backend(reference, filters))],
            Timeout = Timeout(fields),
        };
        foreach (var field in WithoutEffect.Where(fields.Has))
            fields.Log.Warning(
                FindingCodes.NoEffect,
                $"{fields.PathOf(field)} has no effect here",
                fields.LineOf(field),
                fields.PathOf(field));
        fields.Finish();
        return rule;
    }

    private HttpBackend Backend(FieldReader reference, HttpFilterReader filterReader)
    {
        var weight = reference.Integer("weight", 0, 1_000_000) ?? 1;
        var filters = filterReader.Read(reference);
        return new HttpBackend(_backends.Service(reference), weight, filters);
    }

    private static TimeSpan? Timeout(FieldReader rule)
    {
        if (rule.Object("timeouts") is not { } fields)
            return null;

        var (request, backend) = (fields.Duration("request"), fields.Duration("backendRequest"));
        fields.Finish();

        // There is one attempt, so the limit of an attempt, which is never the longer one, is that of the request.
        return backend is { } attempt && attempt > TimeSpan.Zero ? attempt : request ?? backend;
    }

    private static HttpRouteMatch? Match(FieldReader fields)
    {
        var path = Path(fields);
        var method = fields.Text("method");
        var headers = Conditions(fields, "headers", isHeaders: true);
        var query = Conditions(fields, "queryParams", isHeaders: false);
        fields.Finish();
        return path is null ? null : new HttpRouteMatch(path, method is null ? null : TextMatch.Exact(method), headers, query);
    }

    private static PathPattern? Path(FieldReader match)
    {
        if (match.Object("path") is not { } fields)
            return PathPattern.Literal(PathPatternKind.Segments, "/");

        var type = fields.Text("type") ?? "PathPrefix";
        var value = fields.Text("value") ?? "/";
        fields.Finish();
        if (type == "RegularExpression")
            return Regex(fields, "value", value) is { } regex ? PathPattern.Regex(regex) : null;
        if (type is not ("PathPrefix" or "Exact"))
            fields.Invalid("type", $"must be PathPrefix, Exact or RegularExpression, not {type}");
        if (!value.StartsWith('/'))
            fields.Invalid("value", "must start with a slash");
        return PathPattern.Literal(type == "Exact" ? PathPatternKind.Exact : PathPatternKind.Segments, value);
    }

    private static List<NamedMatch> Conditions(FieldReader match, string name, bool isHeaders)
    {
        var conditions = new List<NamedMatch>();
        foreach (var fields in match.Objects(name))
        {
            var type = fields.Text("type") ?? "Exact";
            var (key, value) = (fields.RequiredText("name"), fields.Text("value") ?? "");
            fields.Finish();
            if (key is null)
                continue;
            if (isHeaders)
                key = key.ToLowerInvariant();
            if (type is not ("Exact" or "RegularExpression"))
                fields.Invalid("type", $"must be Exact or RegularExpression, not {type}");

            // Of several conditions on one name the first counts (Gateway API).
            var condition = type == "RegularExpression" ? Regex(fields, "value", value) : TextMatch.Exact(value);
            if (condition is not null && conditions.TrueForAll(other => other.Name != key))
                conditions.Add(new NamedMatch(key, condition));
        }

        return conditions;
    }

    private static TextMatch? Regex(FieldReader fields, string name, string pattern)
    {
        if (Re2Regex.TryCompileWhole(pattern, out var error) is { } regex)
            return TextMatch.Pattern(pattern, regex);

        fields.Invalid(name, error!, FindingCodes.InvalidRegex);
        return null;
    }
}
