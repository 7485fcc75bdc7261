using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads one Mapping, of v2 or v3alpha1, into the terms of v3alpha1.</summary>
internal sealed class MappingReader(ReadContext context, FieldReader spec, ResourceId id, SourcePosition position, bool isV2)
{
    /// <summary>Ambassador marks ids with this where a v2 Mapping has no way to say what v3alpha1 says.</summary>
    private const string OnlyV3Marker = "--apiVersion-v3alpha1-only--";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(3000);

    /// <summary>Reads it; null when it is for somebody else or after a rejection.</summary>
    public MappingResource? Read()
    {
        if (!IsForThisNode())
            return null;

        var patternReader = new RequestPatternReader(spec, isV2);
        var pattern = patternReader.Read();
        var precedence = spec.Integer("precedence") ?? 0;
        var rewrite = spec.Text("rewrite");
        var isShadow = spec.Flag("shadow") ?? false;
        var weight = Weight(isShadow);
        var timeout = spec.Integer("timeout_ms", min: 0);
        var service = Service();
        AcceptTheRest();
        spec.Finish();

        if (pattern is not null && !patternReader.HasHost)
            ReportNoHost();
        if (pattern is null || service is null)
            return null;

        return new MappingResource(id, position, spec.Node)
        {
            Pattern = pattern,
            Prefix = pattern.Path.Text,
            HasHost = patternReader.HasHost,
            Precedence = precedence,
            Service = service,
            IsShadow = isShadow,
            Weight = weight,
            Timeout = timeout == 0 ? null : timeout is { } ms ? TimeSpan.FromMilliseconds(ms) : DefaultTimeout,
            Rewrite = rewrite == "" ? PathRewrite.None : PathRewrite.Matched(pattern.Path, rewrite ?? "/"),
        };
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
            FindingCodes.WeightOutOfRange, $"spec.weight must be from 0 to 100, not {weight}; {used} is used", spec.LineOf("weight"), "spec.weight");
        return used;
    }

    private ServiceTarget? Service()
    {
        var text = spec.RequiredText("service");
        var tls = spec.Node.Find("tls");
        spec.Accept("tls");
        var originateTls = tls is YamlScalar { Type: ScalarType.Text, Value.Length: > 0 } or YamlScalar { Type: ScalarType.Flag, AsFlag: true };
        if (tls is not null && tls is not YamlScalar { Type: ScalarType.Text } && !(isV2 && tls is YamlScalar { Type: ScalarType.Flag }))
            spec.Wrong(tls, "tls", isV2 ? "text or a boolean" : "text");
        var grpc = spec.Flag("grpc") ?? false;
        if (text is null)
            return null;

        var service = ServiceTargetParser.TryParse(text, id.Namespace, context.OwnNamespace, originateTls, grpc, out var error);
        if (service is null)
            spec.Invalid("service", error!, FindingCodes.InvalidService);
        return service;
    }

    private void ReportNoHost() => spec.Log.Error(
        FindingCodes.NoHostname,
        "a v3alpha1 Mapping without hostname matches nothing; write hostname: \"*\" for every host",
        spec.Node.Line,
        "spec.hostname");

    private void AcceptTheRest() => spec.Accept(
        "regex_rewrite", "host_rewrite", "auto_host_rewrite", "idle_timeout_ms", "connect_timeout_ms",
        "cluster_idle_timeout_ms", "cluster_max_connection_lifetime_ms", "retry_policy", "add_request_headers", "add_response_headers",
        "remove_request_headers", "remove_response_headers", "cors", "load_balancer", "circuit_breakers", "keepalive", "labels", "bypass_auth",
        "auth_context_extensions", "resolver", "dns_type", "respect_dns_ttl", "enable_ipv4", "enable_ipv6", "health_checks", "stats_name",
        "cluster_tag", "allow_upgrade", "use_websocket", "host_redirect", "path_redirect", "prefix_redirect", "regex_redirect",
        "redirect_response_code", "priority", "add_linkerd_headers", "docs", "modules", "envoy_override", "outlier_detection",
        "error_response_overrides", "bypass_error_response_overrides", "v2ExplicitTLS", "v2BoolHeaders", "v2BoolQueryParameters", "rate_limits");
}
