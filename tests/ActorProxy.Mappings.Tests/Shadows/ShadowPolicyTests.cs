using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Sampling;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Shadows;

public sealed class ShadowPolicyTests
{
    [Fact]
    public void All_fields_are_read()
    {
        var settings = Settings(
            "sample_by: {header: X-User-Id}", "order_by: {cookie: session}", "methods: [GET, HEAD]", "host: {literal: name}",
            "request_headers: {add: {X-Shadow: '1'}, set: {a: b}, remove: [Authorization, Cookie]}", "timeout_ms: 1500", "max_body_bytes: 10",
            "max_in_flight: 7", "max_copies_per_second: 2.5", "max_age_ms: 100", "lanes: 3");

        Assert.Equal(new KeySource(KeyKind.Header, "X-User-Id"), settings.SampleBy);
        Assert.Equal(new KeySource(KeyKind.Cookie, "session"), settings.OrderBy);
        Assert.Equal(["GET", "HEAD"], settings.Methods);
        Assert.Equal(new ShadowHost(ShadowHostMode.Literal, "name"), settings.Host);
        Assert.Equal(
            [
                new(HeaderMutationKind.Remove, "Authorization", ""), new(HeaderMutationKind.Remove, "Cookie", ""),
                new(HeaderMutationKind.Set, "a", "b"), new(HeaderMutationKind.Append, "X-Shadow", "1"),
            ],
            settings.RequestHeaders);
        Assert.Equal((1500, 10L, 7, 2.5, 100, 3), (
            settings.Timeout.TotalMilliseconds, settings.MaxBodyBytes, settings.MaxInFlight, settings.MaxCopiesPerSecond, settings.MaxAge.TotalMilliseconds, settings.Lanes));
        Assert.Null(settings.Compare);
    }

    [Fact]
    public void Compare_is_read_with_its_defaults()
    {
        var settings = Settings(
            "compare: {headers: [X-A], body: bytes, ignore: [$.t], numeric_tolerance: 0.1, unordered: ['$.a[*]'], max_reply_bytes: 5, sample: 50, baseline: 'prod-2:81', normalise: [{pattern: '[0-9]+', replace: N}]}").Compare!;

        Assert.Equal((true, BodyComparison.Bytes, 0.1, 5, 50.0), (settings.Status, settings.Body, settings.NumericTolerance, settings.MaxReplyBytes, settings.Sample));
        Assert.Equal(["x-a"], settings.Headers);
        Assert.Equal("http://prod-2:81", settings.Baseline!.ToString());
        Assert.Equal("aNbN", Assert.Single(settings.Normalise).Apply("a12b3"));
        Assert.Equal(BodyComparison.Json, Settings("compare: {}").Compare!.Body);
    }

    [Fact]
    public void Endpoints_and_verdict_criteria_are_read_with_their_defaults()
    {
        var compare = Settings(
            "compare: {endpoint_by: {header: Canonical-Resource, paths: ['/a/{id}', '/b/**']}, verdict: {minimum_requests: 500, mismatch_rate: 0.5, error_rate: 2, latency_ratio: 1.5, false_alarm_rate: 5, background_rate: 0.1}}").Compare!;

        Assert.Equal(("Canonical-Resource", "/a/{id} /b/**"), (compare.EndpointBy.Header, string.Join(' ', compare.EndpointBy.Paths)));
        Assert.Equal(
            new VerdictCriteria { MinimumRequests = 500, MismatchRate = 0.5, ErrorRate = 2, LatencyRatio = 1.5, FalseAlarmRate = 5, BackgroundRate = 0.1 }, compare.Verdict);
        Assert.Equal(VerdictCriteria.Default, Settings("compare: {verdict: {}}").Compare!.Verdict);
        Assert.Equal(EndpointSource.Default, Settings("compare: {}").Compare!.EndpointBy);
    }

    [Theory]
    [InlineData("compare: {ignore: ['$.a[']}", FindingCodes.InvalidValue)]
    [InlineData("compare: {ignore: ['$.a[1:2]']}", FindingCodes.InvalidValue)]
    [InlineData("compare: {ignore: ['not a header']}", FindingCodes.InvalidValue)]
    [InlineData("compare: {unordered: ['$a']}", FindingCodes.InvalidValue)]
    [InlineData("compare: {headers: ['a b']}", FindingCodes.InvalidValue)]
    [InlineData("compare: {endpoint_by: {header: 'a b'}}", FindingCodes.InvalidValue)]
    [InlineData("compare: {endpoint_by: {paths: [orders]}}", FindingCodes.InvalidValue)]
    [InlineData("compare: {endpoint_by: {paths: ['/**/a']}}", FindingCodes.InvalidValue)]
    [InlineData("compare: {verdict: {minimum_requests: 99}}", FindingCodes.InvalidValue)]
    [InlineData("compare: {verdict: {background_rate: 0}}", FindingCodes.InvalidValue)]
    [InlineData("compare: {verdict: {latency_ratio: fast}}", FindingCodes.WrongType)]
    [InlineData("weight: 101", FindingCodes.InvalidValue)]
    [InlineData("weight: lots", FindingCodes.WrongType)]
    [InlineData("lanes: 65", FindingCodes.InvalidValue)]
    [InlineData("lanes: 0", FindingCodes.InvalidValue)]
    [InlineData("sample_by: {}", FindingCodes.InvalidValue)]
    [InlineData("sample_by: {header: a, cookie: b}", FindingCodes.InvalidValue)]
    [InlineData("order_by: {header: 'a b'}", FindingCodes.InvalidValue)]
    [InlineData("sample_by: X-User", FindingCodes.WrongType)]
    [InlineData("methods: [get]", FindingCodes.InvalidValue)]
    [InlineData("host: other", FindingCodes.InvalidValue)]
    [InlineData("trace: maybe", FindingCodes.InvalidValue)]
    [InlineData("host: {literal: ''}", FindingCodes.MissingField)]
    [InlineData("timeout_ms: 0", FindingCodes.InvalidValue)]
    [InlineData("compare: {body: xml}", FindingCodes.InvalidValue)]
    [InlineData("compare: {unordered: [a]}", FindingCodes.InvalidValue)]
    [InlineData("compare: {redact: ['a b']}", FindingCodes.InvalidValue)]
    [InlineData("compare: {max_reply_bytes: 16777217}", FindingCodes.InvalidValue)]
    [InlineData("compare: {normalise: [{pattern: '('}]}", FindingCodes.InvalidRegex)]
    [InlineData("compare: {baseline: 'a:b:c'}", FindingCodes.InvalidService)]
    public void A_wrong_value_is_an_error_and_the_shadow_runs_without_the_policy(string field, string code)
    {
        var table = Load(field);

        Assert.Equal((code, "p.default"), (Assert.Single(table.Errors()).Code, table.Errors()[0].Resource));
        Assert.Same(ShadowSettings.Default, table.Shadows["m-shadow"].Settings);
    }

    [Fact]
    public void An_unknown_field_is_a_warning() =>
        Assert.Equal(Severity.Warning, Load("max_inflight: 3").Single(FindingCodes.UnknownField).Severity);

    [Theory]
    [InlineData("host: suffix", "h-shadow:81")]
    [InlineData("host: preserve", "h:81")]
    [InlineData("host: service", "m-shadow")]
    [InlineData("host: {literal: x.y}", "x.y")]
    public void The_host_of_a_copy_follows_the_mode(string field, string host)
    {
        var shadow = Load(field).Shadows["m-shadow"];

        Assert.Equal(host, shadow.Settings.Host.Apply("h:81", shadow.Service));
    }

    [Fact]
    public void Keys_come_from_header_cookie_or_address()
    {
        var request = new TestRequest("/", "GET", "h", ("X-User", "u1"), ("Cookie", "a=1; session=s1; b=2"));

        Assert.Equal(StableHash.Of("u1"), new KeySource(KeyKind.Header, "x-user").HashOf(request, null));
        Assert.Equal(StableHash.Of("s1"), new KeySource(KeyKind.Cookie, "session").HashOf(request, null));
        Assert.Equal(StableHash.Of("10.0.0.1"), new KeySource(KeyKind.ClientAddress).HashOf(request, "10.0.0.1"));
        Assert.Null(new KeySource(KeyKind.Header, "x-other").HashOf(request, null));
        Assert.Null(new KeySource(KeyKind.Cookie, "ession").HashOf(request, null));
        Assert.Null(new KeySource(KeyKind.ClientAddress).HashOf(request, null));
    }

    [Fact]
    public void A_policy_names_a_Mapping_of_its_own_namespace_or_a_qualified_one_and_only_one_counts()
    {
        var shadow = Tables.Mapping("m-shadow", "/", "shadow: true").Replace("name: m-shadow", "name: m-shadow\n  namespace: other", StringComparison.Ordinal);
        var table = Tables.Load(
            Tables.Mapping("m", "/"), shadow, Tables.Policy("a", "mapping: m-shadow.other", "lanes: 2"), Tables.Policy("b", "mapping: m-shadow.other"),
            Tables.Policy("c", "mapping: m-shadow"));

        Assert.Equal(2, table.Shadows["m-shadow.other"].Settings.Lanes);
        Assert.Equal("b.default", table.Single(FindingCodes.SecondPolicy).Resource);
        Assert.Equal("c.default", table.Single(FindingCodes.PolicyTarget).Resource);
    }

    [Theory]
    [InlineData("timeout_ms: 3000", CopyTrace.OwnSpan)]
    [InlineData("trace: own_span", CopyTrace.OwnSpan)]
    [InlineData("trace: keep", CopyTrace.Keep)]
    [InlineData("trace: drop", CopyTrace.Drop)]
    public void Trace_says_what_becomes_of_the_trace_context(string field, CopyTrace expected) => Assert.Equal(expected, Settings(field).Trace);

    private static ShadowSettings Settings(params string[] fields)
    {
        var table = Load(fields);
        Assert.Empty(table.Findings);
        return table.Shadows["m-shadow"].Settings;
    }

    private static RouteTable Load(params string[] fields) => Tables.Load(
        Tables.Mapping("m", "/"), Tables.Mapping("m-shadow", "/", "shadow: true"), Tables.Policy("p", ["mapping: m-shadow", .. fields]));
}
