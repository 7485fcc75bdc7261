using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads one ShadowPolicy.</summary>
internal sealed class ShadowPolicyReader(ReadContext context, FieldReader spec, ResourceId id, SourcePosition position)
{
    // W3C Trace Context and Baggage.
    private static readonly HeaderMutation[] TraceContext =
        [.. new[] { "traceparent", "tracestate", "baggage" }.Select(name => new HeaderMutation(HeaderMutationKind.Remove, name, ""))];

    /// <summary>Reads it; null after a rejection.</summary>
    public ShadowPolicyResource? Read()
    {
        var mapping = spec.RequiredText("mapping");
        var policy = new ShadowPolicyResource(id, position, spec.Node)
        {
            Mapping = mapping ?? "",
            IsAdditional = spec.Flag("additional") ?? false,
            Weight = spec.Number("weight", 0, 100),
            Settings = Settings(),
        };
        spec.Finish();
        return spec.Log.IsRejected ? null : policy;
    }

    private ShadowSettings Settings()
    {
        var defaults = ShadowSettings.Default;
        var trace = Trace();
        return defaults with
        {
            SampleBy = Key("sample_by"),
            OrderBy = Key("order_by"),
            Methods = Methods(),
            Host = Host(),
            RequestHeaders = [.. trace == CopyTrace.Drop ? TraceContext : [], .. RequestHeaders()],
            Trace = trace,
            Timeout = spec.Milliseconds("timeout_ms", min: 1) ?? defaults.Timeout,
            MaxBodyBytes = spec.Integer("max_body_bytes", min: 0) ?? defaults.MaxBodyBytes,
            MaxInFlight = spec.Integer("max_in_flight", min: 1, max: 100_000) ?? defaults.MaxInFlight,
            MaxCopiesPerSecond = spec.Number("max_copies_per_second", min: 0),
            MaxAge = spec.Milliseconds("max_age_ms", min: 1) ?? defaults.MaxAge,
            Lanes = spec.Integer("lanes", min: 1, max: 64) ?? defaults.Lanes,
            Compare = CompareReader.Read(spec, id.Namespace, context.OwnNamespace),
        };
    }

    private KeySource? Key(string name)
    {
        if (spec.Object(name) is not { } fields)
            return null;

        var header = fields.Text("header");
        var cookie = fields.Text("cookie");
        var address = fields.Flag("client_address") ?? false;
        fields.Finish();
        KeySource[] given =
        [
            .. header is null ? [] : new[] { new KeySource(KeyKind.Header, header) },
            .. cookie is null ? [] : new[] { new KeySource(KeyKind.Cookie, cookie) },
            .. address ? new[] { new KeySource(KeyKind.ClientAddress) } : [],
        ];
        if (given.Length == 1 && (given[0].Kind == KeyKind.ClientAddress || HeaderMutationReader.IsHeaderName(given[0].Name)))
            return given[0];

        if (!spec.Log.IsRejected)
            spec.Invalid(name, "needs exactly one of header: NAME, cookie: NAME and client_address: true");
        return null;
    }

    private IReadOnlyList<string> Methods()
    {
        var methods = spec.TextList("methods");
        foreach (var method in methods.Where(method => method.Length == 0 || method.Any(c => !char.IsAsciiLetterUpper(c) && c != '-')))
            spec.Invalid("methods", $"{method} is not a method; methods are upper case");
        return methods;
    }

    private ShadowHost Host()
    {
        switch (spec.Node.Find("host"))
        {
            case null:
                spec.Accept("host");
                return ShadowHost.Suffixed;
            case YamlObject when spec.Object("host") is { } fields:
                var literal = fields.RequiredText("literal") ?? "";
                fields.Finish();
                return new ShadowHost(ShadowHostMode.Literal, literal);
            default:
                return NamedHost(spec.Text("host"));
        }
    }

    private ShadowHost NamedHost(string? name)
    {
        switch (name)
        {
            case "suffix":
                return ShadowHost.Suffixed;
            case "preserve":
                return new ShadowHost(ShadowHostMode.Preserve);
            case "service":
                return new ShadowHost(ShadowHostMode.Service);
            case null:
                return ShadowHost.Suffixed;
            default:
                spec.Invalid("host", $"must be suffix, preserve, service or {{literal: name}}, not {name}");
                return ShadowHost.Suffixed;
        }
    }

    private CopyTrace Trace()
    {
        switch (spec.Text("trace"))
        {
            case null or "own_span":
                return CopyTrace.OwnSpan;
            case "keep":
                return CopyTrace.Keep;
            case "drop":
                return CopyTrace.Drop;
            case var other:
                spec.Invalid("trace", $"must be own_span, keep or drop, not {other}");
                return CopyTrace.OwnSpan;
        }
    }

    private IReadOnlyList<HeaderMutation> RequestHeaders()
    {
        if (spec.Object("request_headers") is not { } fields)
            return [];

        var removed = HeaderMutationReader.Removed(fields, "remove", allowText: false) ?? [];
        var set = HeaderMutationReader.Added(fields, "set", allowText: true);
        var added = HeaderMutationReader.Added(fields, "add", allowText: true);
        fields.Finish();
        return
        [
            .. removed.Select(name => new HeaderMutation(HeaderMutationKind.Remove, name, "")),
            .. set.Select(mutation => mutation with { Kind = HeaderMutationKind.Set }),
            .. added,
        ];
    }
}
