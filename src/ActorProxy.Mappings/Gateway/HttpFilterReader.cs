using System.Globalization;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Gateway;

/// <summary>Reads the <c>filters</c> of a rule or a backend.</summary>
internal sealed class HttpFilterReader(BackendReader backends)
{
    /// <summary>Reads them.</summary>
    public HttpFilters Read(FieldReader owner)
    {
        var filters = new HttpFilters();
        foreach (var filter in owner.Objects("filters"))
        {
            var type = filter.RequiredText("type");
            filters = type switch
            {
                "RequestHeaderModifier" => filters with
                {
                    RequestHeaders = [.. filters.RequestHeaders, .. Headers(filter.Object("requestHeaderModifier"))],
                },
                "ResponseHeaderModifier" => filters with
                {
                    ResponseHeaders = [.. filters.ResponseHeaders, .. Headers(filter.Object("responseHeaderModifier"))],
                },
                "RequestMirror" when Mirror(filter.Object("requestMirror")) is { } mirror => filters with { Mirrors = [.. filters.Mirrors, mirror] },
                "RequestMirror" => filters,
                "RequestRedirect" => Redirect(filter.Object("requestRedirect"), filters),
                "URLRewrite" => Rewrite(filter.Object("urlRewrite"), filters),
                "CORS" => filters with { Cors = Cors(filter.Object("cors")) },
                _ => Unknown(filter, type, filters),
            };
            filter.Finish();
        }

        return filters;
    }

    private static HttpFilters Unknown(FieldReader filter, string? type, HttpFilters filters)
    {
        filter.Accept("extensionRef");
        if (type is not null)
            filter.Log.Error(
                FindingCodes.NotSupported,
                $"the filter {type} is not known here; requests of its rule are answered 500",
                filter.Node.Line,
                filter.PathOf("type"));
        return filters with { HasUnknown = true };
    }

    private static List<HeaderMutation> Headers(FieldReader? fields)
    {
        if (fields is null)
            return [];

        List<HeaderMutation> mutations =
        [
            .. fields.TextList("remove").Select(name => new HeaderMutation(HeaderMutationKind.Remove, name, "")),
            .. Named(fields, "set", HeaderMutationKind.Set),
            .. Named(fields, "add", HeaderMutationKind.Append),
        ];
        fields.Finish();
        return mutations;
    }

    private static List<HeaderMutation> Named(FieldReader fields, string name, HeaderMutationKind kind)
    {
        var mutations = new List<HeaderMutation>();
        foreach (var item in fields.Objects(name))
        {
            var (header, value) = (item.RequiredText("name"), item.Text("value") ?? "");
            item.Finish();
            if (header is not null)
                mutations.Add(new HeaderMutation(kind, header, value));
        }

        return mutations;
    }

    private HttpMirror? Mirror(FieldReader? fields)
    {
        if (fields is null)
            return null;

        var percent = fields.Integer("percent", 0, 100);
        var fraction = fields.Object("fraction");
        var numerator = fraction?.Integer("numerator", min: 0);
        var denominator = fraction?.Integer("denominator", min: 1) ?? 100;
        fraction?.Finish();
        var service = fields.Object("backendRef") is { } reference ? backends.Service(reference) : null;
        fields.Finish();
        if (percent is not null && fraction is not null)
            fields.Invalid("fraction", "only one of percent and fraction may be given");
        else if (fraction is not null && numerator is null && !fields.Log.IsRejected)
            fraction.Invalid("numerator", "is required", FindingCodes.MissingField);
        else if (numerator > denominator)
            fields.Invalid("fraction", string.Create(CultureInfo.InvariantCulture, $"{numerator}/{denominator} is more than one"));

        return service is null ? null : new HttpMirror(service, percent ?? (numerator is { } part ? 100.0 * part / denominator : 100));
    }

    private static HttpFilters Redirect(FieldReader? fields, HttpFilters filters)
    {
        if (fields is null)
            return filters;

        var code = fields.Integer("statusCode") ?? 302;
        if (code is not (301 or 302 or 303 or 307 or 308))
            fields.Invalid("statusCode", $"must be 301, 302, 303, 307 or 308, not {code}");
        var scheme = fields.Text("scheme");
        if (scheme is not (null or "http" or "https"))
            fields.Invalid("scheme", $"must be http or https, not {scheme}");
        var redirect = new Redirect
        {
            StatusCode = code,
            Scheme = scheme,
            Host = fields.Text("hostname"),
            Port = fields.Integer("port", 1, 65535),
            KeepsPort = true,
        };
        var path = PathModifier(fields);
        fields.Finish();
        return filters with { Redirect = redirect, RedirectPath = path };
    }

    private static HttpFilters Rewrite(FieldReader? fields, HttpFilters filters)
    {
        if (fields is null)
            return filters;

        var result = filters with { RewriteHost = fields.Text("hostname"), RewritePath = PathModifier(fields) };
        fields.Finish();
        return result;
    }

    private static HttpPathModifier? PathModifier(FieldReader owner)
    {
        if (owner.Object("path") is not { } fields)
            return null;

        var type = fields.RequiredText("type");
        var (full, prefix) = (fields.Text("replaceFullPath"), fields.Text("replacePrefixMatch"));
        fields.Finish();
        if (type is not (null or "ReplaceFullPath" or "ReplacePrefixMatch"))
            fields.Invalid("type", $"must be ReplaceFullPath or ReplacePrefixMatch, not {type}");
        return type == "ReplaceFullPath" ? new HttpPathModifier(full ?? "/", null) : new HttpPathModifier(null, prefix ?? "/");
    }

    private static CorsPolicy? Cors(FieldReader? fields)
    {
        if (fields is null)
            return null;

        var cors = new CorsPolicy
        {
            Origins = fields.TextList("allowOrigins"),
            Methods = string.Join(", ", fields.TextList("allowMethods")),
            Headers = string.Join(", ", fields.TextList("allowHeaders")),
            ExposedHeaders = string.Join(", ", fields.TextList("exposeHeaders")),
            Credentials = fields.Flag("allowCredentials") ?? false,
            MaxAge = (fields.Integer("maxAge", min: 0) ?? 5).ToString(CultureInfo.InvariantCulture),
        };
        fields.Finish();
        return cors;
    }
}
