using System.Diagnostics;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Telemetry;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Telemetry;

/// <summary>The trace context that a shadow gets, and the spans of copies.</summary>
public sealed class CopySpanTests : IAsyncDisposable
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Sampled = $"00-{TraceId}-00f067aa0ba902b7-01";
    private const string NotSampled = $"00-{TraceId}-00f067aa0ba902b7-00";

    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");
    private readonly List<Activity> _spans = [];

    public ValueTask DisposeAsync() => _shadow.DisposeAsync();

    [Fact]
    public async Task The_traceContext_isAsProductionGotIt_whereNobodyExportsSpans()
    {
        var head = await SendAsync(ShadowSettings.Default, Sampled);

        Assert.Contains($"traceparent: {Sampled}", head);
        Assert.Contains("tracestate: vendor=a,other=b", head);
        Assert.Contains("baggage: user=1;x, y=2", head);
        Assert.Empty(_spans);
    }

    [Fact]
    public async Task A_copy_hasASpanOfItsOwn_inTheTraceOfItsRequest()
    {
        using var exporting = Export();
        var head = await SendAsync(ShadowSettings.Default, Sampled);

        var span = Assert.Single(_spans);
        Assert.Equal((TraceId, "00f067aa0ba902b7"), (span.TraceId.ToString(), span.ParentSpanId.ToString()));
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(true, span.GetTagItem("shadow"));
        Assert.Equal("shadow", span.GetTagItem("actorproxy.mapping"));
        Assert.Equal("answered", span.GetTagItem("actorproxy.outcome"));
        Assert.Equal(204, span.GetTagItem("http.response.status_code"));
        Assert.Equal($"traceparent: 00-{TraceId}-{span.SpanId}-01", Assert.Single(head, line => line.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("tracestate: vendor=a,other=b", head);
        Assert.Contains("baggage: user=1;x, y=2", head);
    }

    [Fact]
    public async Task A_copyThatFails_hasASpanThatFailed()
    {
        using var exporting = Export();
        using var nowhere = TestTarget.Nowhere();

        await CopySender.SendAsync(nowhere.Target, Copy.Decode(Requests.Encode(Requests.Get("/", ("traceparent", Sampled))))).InTime();

        var span = Assert.Single(_spans);
        Assert.Equal((ActivityStatusCode.Error, "connect_failed"), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_comparedCopy_hasASpan_andTheBaselineIsToldWhatProductionWasTold()
    {
        await using var baseline = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");
        using var exporting = Export();

        await ComparedTarget.SendAsync(ComparedTarget.At(_shadow.Port, baseline.Port), ("traceparent", Sampled), ("tracestate", "vendor=a"));

        var span = Assert.Single(_spans);
        Assert.Equal((204, "answered"), (span.GetTagItem("http.response.status_code"), span.GetTagItem("actorproxy.outcome")));
        Assert.Contains($"traceparent: 00-{TraceId}-{span.SpanId}-01", _shadow.Requests.Single().Head);
        Assert.Contains($"traceparent: {Sampled}", baseline.Requests.Single().Head);
        Assert.Contains("tracestate: vendor=a", baseline.Requests.Single().Head);
    }

    [Theory]
    [InlineData("trace: own_span", NotSampled)]
    [InlineData("trace: own_span", "no trace context")]
    [InlineData("trace: keep", Sampled)]
    public async Task The_traceContext_isAsProductionGotIt_whereTheCopyHasNoSpan(string policy, string traceParent)
    {
        using var exporting = Export();
        var head = await SendAsync(Policy(policy), traceParent);

        Assert.Contains($"traceparent: {traceParent}", head);
        Assert.DoesNotContain(_spans, span => span.Recorded);
    }

    [Fact]
    public async Task A_requestWithoutATrace_getsNone()
    {
        using var exporting = Export();
        using var target = TestTarget.At(_shadow.Port);
        await CopySender.SendAsync(target.Target, Copy.Decode(Requests.Encode(Requests.Get()))).InTime();

        Assert.DoesNotContain(_shadow.Requests.Single().Head, line => line.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_policyThatTakesTheHeaderOff_isNotUndone()
    {
        using var exporting = Export();
        var head = await SendAsync(Policy("request_headers: { remove: [TraceParent] }"), Sampled);

        Assert.DoesNotContain(head, line => line.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Drop_takesTheTraceContextOff_whetherOrNotSpansAreExported(bool exports)
    {
        using var exporting = exports ? Export() : null;
        var head = await SendAsync(Policy("trace: drop"), Sampled);

        Assert.DoesNotContain(head, line => line.StartsWith("trace", StringComparison.OrdinalIgnoreCase) || line.StartsWith("baggage", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(_spans);
    }

    private async Task<string[]> SendAsync(ShadowSettings settings, string traceParent)
    {
        using var target = TestTarget.At(_shadow.Port, settings: settings);
        var content = Requests.Get("/", ("traceparent", traceParent), ("tracestate", "vendor=a,other=b"), ("baggage", "user=1;x, y=2"));
        var result = await CopySender.SendAsync(target.Target, Copy.Decode(Requests.Encode(content))).InTime();
        Assert.Equal(CopyOutcome.Answered, result.Outcome);
        return _shadow.Requests.Single().Head;
    }

    /// <summary>The settings that a ShadowPolicy makes.</summary>
    private static ShadowSettings Policy(string field)
    {
        const string Mapping = """
            ---
            apiVersion: getambassador.io/v3alpha1
            kind: Mapping
            metadata: { name: NAME }
            spec: { hostname: "*", prefix: /, service: NAME, shadow: SHADOW }

            """;
        var yaml = Mapping.Replace("NAME", "prod", StringComparison.Ordinal).Replace("SHADOW", "false", StringComparison.Ordinal) +
            Mapping.Replace("NAME", "shadow", StringComparison.Ordinal).Replace("SHADOW", "true", StringComparison.Ordinal) +
            $"---\napiVersion: actorproxy.io/v1\nkind: ShadowPolicy\nmetadata: {{ name: policy }}\nspec: {{ mapping: shadow, {field} }}\n";
        return new MappingLoader().Load([new MappingSource("test.yaml", yaml)]).Shadows["shadow"].Settings;
    }

    /// <summary>Listens as OpenTelemetry does by default: sampled is what belongs to a sampled trace.</summary>
    private ActivityListener Export()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Shadowing,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.PropagationData,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
