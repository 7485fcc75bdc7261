using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads one Mapping, of v2 or v3alpha1, into the terms of v3alpha1.</summary>
internal sealed class MappingReader(ReadContext context, FieldReader spec, ResourceId id, SourcePosition position, bool isV2)
{
    /// <summary>Ambassador marks ids with this where a v2 Mapping has no way to say what v3alpha1 says.</summary>
    private const string OnlyV3Marker = "--apiVersion-v3alpha1-only--";

    /// <summary>Stands in while a rejected Mapping is read to its end, so that all its findings show at once.</summary>
    private static readonly ServiceTarget Nowhere = new("http", "invalid", 80, HasExplicitPort: false);

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(3000);

    /// <summary>Reads it; null when it is for somebody else or after a rejection.</summary>
    public MappingResource? Read()
    {
        if (!IsForThisNode())
            return null;

        var patternReader = new RequestPatternReader(spec, isV2);
        var pattern = patternReader.Read();
        var isShadow = spec.Flag("shadow") ?? false;
        var service = Service();
        var timeout = spec.Milliseconds("timeout_ms");
        var idleTimeout = spec.Milliseconds("idle_timeout_ms");
        var tls = spec.Node.Find("tls") is YamlScalar { Type: ScalarType.Text, Value.Length: > 0 } named ? named.Value : null;
        var regexRewrite = RegexRewriteReader.Read(spec, "regex_rewrite");
        var mapping = new MappingResource(id, position, spec.Node)
        {
            Pattern = pattern ?? new RequestPattern { Path = PathPattern.Literal(PathPatternKind.Prefix, "/") },
            HasHost = patternReader.HasHost,
            Precedence = spec.Integer("precedence") ?? 0,
            Service = service,
            IsShadow = isShadow,
            Weight = Weight(isShadow),
            Timeout = timeout == TimeSpan.Zero ? null : timeout ?? DefaultTimeout,
            IdleTimeout = idleTimeout == TimeSpan.Zero ? null : idleTimeout,
            Rewrite = Rewrite(pattern, regexRewrite is not null),
            RegexRewrite = regexRewrite,
            HostRewrite = spec.Text("host_rewrite"),
            AutoHostRewrite = spec.Flag("auto_host_rewrite") ?? false,
            Redirect = RedirectReader.Read(spec, service, pattern?.Path, isShadow),
            AddRequestHeaders = AddedRequestHeaders(service),
            AddResponseHeaders = HeaderMutationReader.Added(spec, "add_response_headers", isV2),
            RemoveRequestHeaders = HeaderMutationReader.Removed(spec, "remove_request_headers", isV2),
            RemoveResponseHeaders = HeaderMutationReader.Removed(spec, "remove_response_headers", isV2),
            Retry = TrafficPolicyReader.Retry(spec),
            Cors = TrafficPolicyReader.Cors(spec, isV2),
            AllowUpgrade = AllowUpgrade(),
            Upstream = UpstreamReader.Read(spec),
            TlsContext = tls,
            StatsName = spec.Text("stats_name"),
        };
        FieldsWithoutEffect.Report(spec);
        spec.Finish();

        if (pattern is not null && !patternReader.HasHost)
            ReportNoHost();
        return spec.Log.IsRejected ? null : mapping;
    }

    private bool IsForThisNode()
    {
        var ids = spec.TextList("ambassador_id", alsoSingle: isV2);
        if (ids.Count == 0)
            ids = ["default"];
        if (ids.Any(name => name == context.AmbassadorId || name == OnlyV3Marker + context.AmbassadorId))
            return true;

        spec.Log.Notice(
            FindingCodes.OtherAmbassadorId,
            $"the Mapping is for ambassador_id {string.Join(", ", ids)}, this node is {context.AmbassadorId}",
            spec.LineOf("ambassador_id"),
            "spec.ambassador_id");
        return false;
    }

    private int? Weight(bool isShadow)
    {
        // What a production weight above 100 does depends on the others of the group.
        var weight = spec.Integer("weight");
        if (weight is null or (>= 0 and <= 100) || (!isShadow && weight > 100))
            return weight;

        var used = Math.Clamp(weight.Value, 0, 100);
        spec.Log.Error(
            FindingCodes.WeightOutOfRange,
            $"spec.weight must be from 0 to 100, not {weight}; {used} is used",
            spec.LineOf("weight"),
            "spec.weight");
        return used;
    }

    private PathRewrite Rewrite(RequestPattern? pattern, bool hasRegexRewrite)
    {
        var rewrite = spec.Text("rewrite");
        if (hasRegexRewrite && rewrite is not (null or "" or "/"))
        {
            spec.Log.Notice(
                FindingCodes.NoEffect,
                "Cannot specify both rewrite and regex_rewrite: using regex_rewrite and ignoring rewrite",
                spec.LineOf("rewrite"),
                "spec.rewrite");
        }

        return pattern is null || rewrite == "" ? PathRewrite.None : PathRewrite.Matched(pattern.Path, rewrite ?? "/");
    }

    private ServiceTarget Service()
    {
        var text = spec.RequiredText("service");
        var tls = spec.Node.Find("tls");
        spec.Accept("tls");
        var originateTls = tls is YamlScalar { Type: ScalarType.Text, Value.Length: > 0 } or YamlScalar { Type: ScalarType.Flag, AsFlag: true };
        if (tls is not null && tls is not YamlScalar { Type: ScalarType.Text } && !(isV2 && tls is YamlScalar { Type: ScalarType.Flag }))
            spec.Wrong(tls, "tls", isV2 ? "text or a boolean" : "text");

        var grpc = spec.Flag("grpc") ?? false;
        if (text is null)
            return Nowhere;

        var service = ServiceTargetParser.TryParse(text, id.Namespace, context.OwnNamespace, originateTls, grpc, out var error);
        if (service is null)
            spec.Invalid("service", error!, FindingCodes.InvalidService);
        return service ?? Nowhere;
    }

    private IReadOnlyList<HeaderMutation> AddedRequestHeaders(ServiceTarget service)
    {
        var added = HeaderMutationReader.Added(spec, "add_request_headers", isV2);
        return spec.Flag("add_linkerd_headers") ?? false
            ? [.. added, new HeaderMutation(HeaderMutationKind.Append, "l5d-dst-override", $"{service.Host}:{service.Port}")]
            : added;
    }

    private IReadOnlyList<string>? AllowUpgrade()
    {
        var allowed = spec.Has("allow_upgrade") ? spec.TextList("allow_upgrade") : null;
        return spec.Flag("use_websocket") ?? false ? [.. allowed ?? [], "websocket"] : allowed;
    }

    private void ReportNoHost() => spec.Log.Error(
        FindingCodes.NoHostname,
        "a v3alpha1 Mapping without hostname matches nothing; write hostname: \"*\" for every host",
        spec.Node.Line,
        "spec.hostname");
}
