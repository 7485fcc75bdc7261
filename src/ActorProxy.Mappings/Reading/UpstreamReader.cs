using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads what a Mapping says about connections to its service.</summary>
internal static class UpstreamReader
{
    /// <summary>Reads it all; certificates are added when the TLSContexts are known.</summary>
    public static UpstreamSettings Read(FieldReader spec)
    {
        var defaults = UpstreamSettings.Default;
        var idle = spec.Milliseconds("cluster_idle_timeout_ms");
        return defaults with
        {
            ConnectTimeout = spec.Milliseconds("connect_timeout_ms", min: 1) ?? defaults.ConnectTimeout,
            ConnectionIdleTimeout = idle is null ? defaults.ConnectionIdleTimeout : idle == TimeSpan.Zero ? null : idle,
            MaxConnectionLifetime = spec.Milliseconds("cluster_max_connection_lifetime_ms", min: 1),
            Keepalive = Keepalive(spec),
            CircuitBreakers = CircuitBreakers(spec),
            LoadBalancing = LoadBalancing(spec) ?? defaults.LoadBalancing,
            EnableIPv4 = spec.Flag("enable_ipv4") ?? true,
            EnableIPv6 = spec.Flag("enable_ipv6"),
        };
    }

    private static Keepalive? Keepalive(FieldReader spec)
    {
        if (spec.Object("keepalive") is not { } fields)
            return null;

        var keepalive = new Keepalive(fields.Integer("probes", min: 1), fields.Seconds("idle_time"), fields.Seconds("interval"));
        fields.Finish();
        return keepalive;
    }

    private static CircuitBreakers? CircuitBreakers(FieldReader spec)
    {
        CircuitBreakers? result = null;
        foreach (var fields in spec.Objects("circuit_breakers"))
        {
            var priority = fields.Text("priority")?.ToLowerInvariant() ?? "default";
            var defaults = Routing.Policies.CircuitBreakers.Default;
            var breakers = new CircuitBreakers
            {
                MaxConnections = fields.Integer("max_connections", min: 0) ?? defaults.MaxConnections,
                MaxPendingRequests = fields.Integer("max_pending_requests", min: 0) ?? defaults.MaxPendingRequests,
                MaxRequests = fields.Integer("max_requests", min: 0) ?? defaults.MaxRequests,
                MaxRetries = fields.Integer("max_retries", min: 0) ?? defaults.MaxRetries,
            };
            fields.Finish();
            if (priority == "default")
                result = breakers;
            else if (priority != "high")
                fields.Invalid("priority", $"must be default or high, not {priority}");
            else
                fields.Log.Warning(
                    FindingCodes.NoEffect,
                    $"{fields.PathOf("priority")}: all requests have default priority here",
                    fields.Node.Line,
                    fields.PathOf("priority"));
        }

        return result;
    }

    private static LoadBalancing? LoadBalancing(FieldReader spec)
    {
        if (spec.Object("load_balancer") is not { } fields)
            return null;

        var name = fields.RequiredText("policy");
        var cookie = fields.Object("cookie");
        var header = fields.Text("header");
        var sourceIp = fields.Flag("source_ip") ?? false;
        LoadBalancingPolicy? policy = name switch
        {
            "round_robin" => LoadBalancingPolicy.RoundRobin,
            "least_request" => LoadBalancingPolicy.LeastRequest,
            "ring_hash" => LoadBalancingPolicy.RingHash,
            "maglev" => LoadBalancingPolicy.Maglev,
            _ => null,
        };
        var keys = (cookie is null ? 0 : 1) + (header is null ? 0 : 1) + (sourceIp ? 1 : 0);
        var hashes = policy is LoadBalancingPolicy.RingHash or LoadBalancingPolicy.Maglev;
        var balancing = Hashed(policy ?? default, cookie, header, sourceIp);
        fields.Finish();

        // Ambassador invalidates the Mapping for each of these too.
        if (name is not null && policy is null)
            fields.Invalid("policy", $"must be round_robin, least_request, ring_hash or maglev, not {name}");
        else if (hashes && keys != 1)
            spec.Invalid("load_balancer", $"{name} needs exactly one of cookie, header and source_ip");
        else if (!hashes && keys > 0)
            spec.Invalid("load_balancer", $"{name} takes no cookie, header or source_ip");
        return balancing;
    }

    private static LoadBalancing Hashed(LoadBalancingPolicy policy, FieldReader? cookie, string? header, bool sourceIp)
    {
        if (cookie is not null)
        {
            var balancing = new LoadBalancing
            {
                Policy = policy,
                Source = HashSource.Cookie,
                Name = cookie.RequiredText("name") ?? "",
                CookiePath = cookie.Text("path"),
                CookieTtl = cookie.Duration("ttl"),
            };
            cookie.Finish();
            return balancing;
        }

        var source = header is not null ? HashSource.Header : sourceIp ? HashSource.SourceAddress : HashSource.None;
        return new LoadBalancing { Policy = policy, Source = source, Name = header ?? "" };
    }
}
