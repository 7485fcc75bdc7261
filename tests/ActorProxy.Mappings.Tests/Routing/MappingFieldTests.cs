using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Routing;

public sealed class MappingFieldTests
{
    [Theory]
    [InlineData("regex_rewrite: {pattern: '/v([0-9]+)/', substitution: '/\\1-v/'}", "/v12/x/v3/", "/12-v/x/3-v/")]
    [InlineData("regex_rewrite: {pattern: '^/(.*)$', substitution: '/$1\\\\\\0'}", "/a", "/$1\\/a")]
    [InlineData("regex_rewrite: {pattern: 'nothing', substitution: x}", "/a", "/a")]
    public void A_regex_rewrite_replaces_every_match_and_leaves_other_paths_alone(string field, string path, string sent) =>
        Assert.Equal(sent, Production("/", field).Rewrite.Apply(path));

    [Fact]
    public void A_regex_rewrite_wins_over_a_rewrite_with_a_notice()
    {
        var table = Tables.Load(Tables.Mapping("m", "/", "rewrite: /x/", "regex_rewrite: {pattern: a, substitution: b}"));

        Assert.Equal("/b", table.Groups[0].Productions[0].Rewrite.Apply("/a"));
        Assert.Equal(Severity.Notice, Assert.Single(table.Findings, finding => finding.Field == "spec.rewrite").Severity);
    }

    [Theory]
    [InlineData("regex_rewrite: {pattern: '(', substitution: x}", FindingCodes.InvalidRegex)]
    [InlineData("regex_rewrite: {pattern: 'a', substitution: '\\1'}", FindingCodes.InvalidRegex)]
    [InlineData("retry_policy: {retry_on: always}", FindingCodes.InvalidValue)]
    [InlineData("retry_policy: {retry_on: 5xx, per_try_timeout: soon}", FindingCodes.InvalidValue)]
    [InlineData("load_balancer: {policy: ring_hash}", FindingCodes.InvalidValue)]
    [InlineData("load_balancer: {policy: round_robin, header: x}", FindingCodes.InvalidValue)]
    [InlineData("load_balancer: {policy: ring_hash, cookie: {}}", FindingCodes.MissingField)]
    [InlineData("circuit_breakers: [{priority: low}]", FindingCodes.InvalidValue)]
    [InlineData("circuit_breakers: {max_connections: 1}", FindingCodes.WrongType)]
    [InlineData("add_request_headers: {a: b}", FindingCodes.WrongType)]
    [InlineData("add_request_headers: {a: {append: true}}", FindingCodes.MissingField)]
    [InlineData("add_request_headers: {'a b': {value: c}}", FindingCodes.InvalidValue)]
    public void An_invalid_field_invalidates_the_Mapping(string field, string code)
    {
        var table = Tables.Load(Tables.Mapping("m", "/", field));

        Assert.Equal(code, Assert.Single(table.Errors()).Code);
        Assert.Empty(table.Groups);
    }

    [Theory]
    [InlineData("host_redirect: true", 301, "http://m/a/b?q")]
    [InlineData("host_redirect: true|redirect_response_code: 308", 308, "http://m/a/b?q")]
    [InlineData("host_redirect: true|redirect_response_code: 418", 301, "http://m/a/b?q")]
    [InlineData("host_redirect: true|path_redirect: /x", 301, "http://m/x?q")]
    [InlineData("host_redirect: true|path_redirect: '/x?y'", 301, "http://m/x?y")]
    [InlineData("host_redirect: true|prefix_redirect: /x/", 301, "http://m/x/b?q")]
    [InlineData("host_redirect: true|regex_redirect: {pattern: b, substitution: c}", 301, "http://m/a/c?q")]
    public void Redirects_change_host_path_prefix_or_by_regex(string fields, int code, string location)
    {
        var redirect = Tables.Load(Tables.Mapping("m", "/a/", fields.Split('|'))).Groups[0].Redirect!;

        Assert.Equal((code, location), (redirect.StatusCode, redirect.Location("http", "old.example:81", "/a/b", "?q")));
    }

    [Theory]
    [InlineData("https://new.example", "https://new.example/a")]
    [InlineData("new.example:8443", "http://new.example:8443/a")]
    public void A_redirect_takes_scheme_and_port_of_its_service(string service, string location)
    {
        var yaml = Tables.Mapping("m", "/", "host_redirect: true").Replace("service: m", $"service: {service}", StringComparison.Ordinal);

        Assert.Equal(location, Tables.Load(yaml).Groups[0].Redirect!.Location("http", "old", "/a", ""));
    }

    [Fact]
    public void A_shadow_on_a_redirect_is_an_error_and_a_shadow_that_redirects_stays_a_shadow()
    {
        var onRedirect = Tables.Load(Tables.Mapping("m", "/", "host_redirect: true"), Tables.Mapping("s", "/", "shadow: true"));
        var both = Tables.Load(Tables.Mapping("m", "/"), Tables.Mapping("s", "/", "shadow: true", "host_redirect: true"));

        Assert.Equal("s.default", onRedirect.Single(FindingCodes.ShadowOnRedirect).Resource);
        Assert.Empty(onRedirect.Shadows);
        both.Single(FindingCodes.ShadowRedirect);
        Assert.Single(both.Shadows);
        Assert.Null(both.Groups[0].Redirect);
    }

    [Fact]
    public void A_group_redirects_by_one_Mapping_or_not_at_all()
    {
        var table = Tables.Load(
            Tables.Mapping("a", "/1", "host_redirect: true"), Tables.Mapping("b", "/1"),
            Tables.Mapping("c", "/2"), Tables.Mapping("d", "/2", "host_redirect: true"),
            Tables.Mapping("e", "/3", "host_redirect: true"), Tables.Mapping("f", "/3", "host_redirect: true"));

        Assert.Equal(["b.default", "d.default", "f.default"], table.Findings.Where(finding => finding.Code == FindingCodes.RedirectConflict).Select(finding => finding.Resource));
        Assert.All(table.Groups, group => Assert.Single(group.Productions));
    }

    [Fact]
    public void Headers_are_removed_and_then_set_or_appended_and_merged_over_the_group()
    {
        var table = Tables.Load(
            Tables.Mapping("a", "/", "add_request_headers: {x: {value: '1'}, y: {value: '2', append: false}}", "remove_request_headers: [z]"),
            Tables.Mapping("b", "/", "add_request_headers: {X: {value: '3'}}"),
            Tables.Mapping("s", "/", "shadow: true", "add_request_headers: {q: {value: '4'}}"));

        Assert.All(table.Groups[0].Productions, production => Assert.Equal(
            [new(HeaderMutationKind.Remove, "z", ""), new(HeaderMutationKind.Append, "X", "3"), new(HeaderMutationKind.Set, "y", "2")],
            production.RequestHeaders));
    }

    [Fact]
    public void V2_takes_short_forms()
    {
        var table = Tables.Load(Tables.Mapping(
            "m", "/", "add_request_headers: {a: b}", "remove_response_headers: server", "cors: {origins: 'http://a, http://b', methods: 'GET, POST'}", "tls: true")
            .Replace("v3alpha1", "v2", StringComparison.Ordinal));

        var production = table.Groups[0].Productions[0];
        Assert.Equal([new(HeaderMutationKind.Append, "a", "b")], production.RequestHeaders);
        Assert.Equal([new(HeaderMutationKind.Remove, "server", "")], production.ResponseHeaders);
        Assert.Equal(["http://a", "http://b"], table.Groups[0].Cors!.Origins);
        Assert.Equal(("https", 443), (production.Service.Scheme, production.Service.Port));
        Assert.Empty(table.Errors());
    }

    [Theory]
    [InlineData("5xx", 500, true)]
    [InlineData("5xx", 404, false)]
    [InlineData("gateway-error", 503, true)]
    [InlineData("gateway-error", 500, false)]
    [InlineData("retriable-4xx", 409, true)]
    [InlineData("retriable-4xx", 400, false)]
    [InlineData("connect-failure", 503, false)]
    [InlineData("retriable-status-codes", 503, false)]
    public void Retries_depend_on_the_status(string on, int status, bool covers)
    {
        var retry = Production("/", $"retry_policy: {{retry_on: {on}, num_retries: 4, per_try_timeout: 0.5s}}").Retry!;

        Assert.Equal((4, TimeSpan.FromSeconds(0.5), covers), (retry.MaxRetries, retry.PerTryTimeout, retry.Covers(status)));
    }

    [Theory]
    [InlineData("5xx", UpstreamFailure.Reset, true)]
    [InlineData("connect-failure", UpstreamFailure.ConnectFailed, true)]
    [InlineData("connect-failure", UpstreamFailure.Reset, false)]
    [InlineData("refused-stream", UpstreamFailure.RefusedStream, true)]
    [InlineData("retriable-4xx", UpstreamFailure.ConnectFailed, false)]
    public void Retries_depend_on_the_failure(string on, UpstreamFailure failure, bool covers) =>
        Assert.Equal(covers, Production("/", $"retry_policy: {{retry_on: {on}}}").Retry!.Covers(failure));

    [Fact]
    public void Cors_answers_preflights_and_marks_replies()
    {
        var cors = Tables.Load(Tables.Mapping(
            "m", "/", "cors: {origins: ['http://a'], methods: [GET, PUT], headers: [X-A], exposed_headers: [X-B], credentials: true, max_age: '60'}")).Groups[0].Cors!;

        Assert.True(cors.IsPreflight("OPTIONS", "http://a", "PUT"));
        Assert.False(cors.IsPreflight("OPTIONS", "http://b", "PUT"));
        Assert.False(cors.IsPreflight("OPTIONS", "http://a", null));
        Assert.False(cors.IsPreflight("GET", "http://a", "PUT"));
        Assert.Equal(
            "Access-Control-Allow-Origin=http://a; Access-Control-Allow-Credentials=true; Access-Control-Allow-Methods=GET, PUT; Access-Control-Allow-Headers=X-A; Access-Control-Max-Age=60",
            string.Join("; ", cors.PreflightHeaders("http://a").Select(header => $"{header.Key}={header.Value}")));
        Assert.Equal(
            "Access-Control-Allow-Origin=http://a; Access-Control-Allow-Credentials=true; Access-Control-Expose-Headers=X-B",
            string.Join("; ", cors.ReplyHeaders("http://a").Select(header => $"{header.Key}={header.Value}")));
    }

    [Fact]
    public void Connection_settings_are_read()
    {
        var upstream = Production(
            "/", "connect_timeout_ms: 100", "cluster_idle_timeout_ms: 0", "cluster_max_connection_lifetime_ms: 7000",
            "keepalive: {probes: 2, idle_time: 30, interval: 5}", "circuit_breakers: [{max_connections: 3, max_requests: 4}]",
            "load_balancer: {policy: maglev, cookie: {name: c, path: /p, ttl: 60s}}", "enable_ipv6: true").Upstream;

        Assert.Equal(
            new UpstreamSettings
            {
                ConnectTimeout = TimeSpan.FromMilliseconds(100),
                ConnectionIdleTimeout = null,
                MaxConnectionLifetime = TimeSpan.FromSeconds(7),
                Keepalive = new Keepalive(2, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)),
                CircuitBreakers = new CircuitBreakers { MaxConnections = 3, MaxRequests = 4 },
                LoadBalancing = new LoadBalancing
                {
                    Policy = LoadBalancingPolicy.Maglev, Source = HashSource.Cookie, Name = "c", CookiePath = "/p", CookieTtl = TimeSpan.FromMinutes(1),
                },
                EnableIPv6 = true,
            },
            upstream);
        Assert.Equal(UpstreamSettings.Default, Production("/").Upstream);
    }

    [Fact]
    public void A_tls_context_brings_files_and_an_unknown_one_is_an_error()
    {
        const string Context = """
            ---
            apiVersion: getambassador.io/v3alpha1
            kind: TLSContext
            metadata: {name: ctx}
            spec: {cacert_chain_file: /ca.pem, sni: name}
            """;
        var known = Tables.Load(Tables.Mapping("m", "/", "tls: ctx"), Context);
        var unknown = Tables.Load(Tables.Mapping("m", "/", "tls: ctx"));

        Assert.Equal(new TlsContext { Name = "ctx", AuthorityFile = "/ca.pem", ServerName = "name" }, known.Groups[0].Productions[0].Upstream.Tls);
        Assert.Equal("https", known.Groups[0].Productions[0].Service.Scheme);
        Assert.Equal("spec.tls", unknown.Single(FindingCodes.UnknownTlsContext).Field);
    }

    [Fact]
    public void Other_fields_of_a_route_are_read()
    {
        var table = Tables.Load(Tables.Mapping(
            "m", "/", "host_rewrite: h", "auto_host_rewrite: true", "idle_timeout_ms: 9", "grpc: true", "allow_upgrade: [websocket]", "stats_name: s",
            "add_linkerd_headers: true", "docs: {path: /}"));

        var production = table.Groups[0].Productions[0];
        Assert.Equal(("h", true, TimeSpan.FromMilliseconds(9), true, "s"), (production.HostRewrite, production.AutoHostRewrite, production.IdleTimeout, production.Service.Http2, production.StatsName));
        Assert.Equal([new(HeaderMutationKind.Append, "l5d-dst-override", "m:80")], production.RequestHeaders);
        Assert.True(table.Groups[0].AllowsUpgrade("WebSocket"));
        Assert.False(table.Groups[0].AllowsUpgrade("spdy/3.1"));
        Assert.Empty(table.Findings);
    }

    [Theory]
    [InlineData("bypass_auth: true")]
    [InlineData("labels: {a: []}")]
    [InlineData("resolver: consul")]
    [InlineData("modules: []")]
    [InlineData("envoy_override: {a: b}")]
    [InlineData("path_redirect: /x")]
    [InlineData("priority: high")]
    public void A_field_without_effect_is_a_warning(string field)
    {
        var finding = Assert.Single(Tables.Load(Tables.Mapping("m", "/", field)).Findings);

        Assert.Equal((Severity.Warning, FindingCodes.NoEffect), (finding.Severity, finding.Code));
    }

    private static ProductionRoute Production(string prefix, params string[] fields)
    {
        var table = Tables.Load(Tables.Mapping("m", prefix, fields));
        Assert.Empty(table.Errors());
        return table.Groups[0].Productions[0];
    }
}
