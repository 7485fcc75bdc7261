using System.Diagnostics;
using ActorProxy.Edge.Telemetry;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Shadowing.Telemetry;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Tests.Telemetry;

/// <summary>The trace context that production gets, and the spans of its requests.</summary>
public sealed class RequestSpansTests : IAsyncLifetime, IDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{TraceId}-b7ad6b7169203331-01";

    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private KestrelUpstream _production = null!;
    private HeaderDictionary _received = null!;

    public RequestSpansTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Edge,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async Task InitializeAsync() => _production = await KestrelUpstream.StartAsync(context =>
    {
        _received = new HeaderDictionary(context.Request.Headers.ToDictionary());
        context.Response.StatusCode = context.Request.Path == "/broken" ? 502 : 200;
        return Task.CompletedTask;
    });

    public async Task DisposeAsync() => await _production.DisposeAsync();

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData(RequestTracing.None)]
    [InlineData(RequestTracing.Observe)]
    public async Task Production_gets_the_trace_context_as_it_was(RequestTracing tracing)
    {
        await SendAsync(tracing);

        Assert.Equal(TraceParent, _received["traceparent"]);
        Assert.Equal("vendor=a,other=b", _received["tracestate"]);
        Assert.Equal("user=1;x, y=2", _received["baggage"]);
        Assert.Equal(tracing == RequestTracing.None ? 0 : 1, _spans.Count);
    }

    [Theory]
    [InlineData(RequestTracing.None)]
    [InlineData(RequestTracing.Observe)]
    public async Task Production_gets_no_trace_context_where_there_was_none(RequestTracing tracing)
    {
        await SendAsync(tracing, traceParent: null);

        Assert.False(_received.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task Observe_has_a_span_in_the_trace_of_the_request()
    {
        await SendAsync(RequestTracing.Observe);

        var span = Assert.Single(_spans);
        Assert.Equal((TraceId, "b7ad6b7169203331"), (span.TraceId.ToString(), span.ParentSpanId.ToString()));
        Assert.Equal((ActivityKind.Server, "GET prod"), (span.Kind, span.DisplayName));
        Assert.Equal("prod", span.GetTagItem("actorproxy.mapping"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task Propagate_tells_production_of_the_span()
    {
        await SendAsync(RequestTracing.Propagate);

        Assert.Equal($"00-{TraceId}-{Assert.Single(_spans).SpanId}-01", _received["traceparent"]);
        Assert.Equal("vendor=a,other=b", _received["tracestate"]);
    }

    [Fact]
    public async Task A_servers_error_is_the_spans()
    {
        await SendAsync(RequestTracing.Observe, path: "/broken");

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(_spans).Status);
    }

    private async Task SendAsync(RequestTracing tracing, string? traceParent = TraceParent, string path = "/")
    {
        await using (var edge = await EdgeUnderTest.StartAsync(_production.Endpoint, change: options => options with { Tracing = tracing }))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (traceParent is not null) request.Headers.TryAddWithoutValidation("traceparent", traceParent);
            request.Headers.TryAddWithoutValidation("tracestate", "vendor=a,other=b");
            request.Headers.TryAddWithoutValidation("baggage", "user=1;x, y=2");
            using var reply = await edge.Client.SendAsync(request);
        }
    }
}
