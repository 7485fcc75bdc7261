using System.Text;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>A node that sends its metrics and spans to an OpenTelemetry collector, and keeps logs of single requests.</summary>
public sealed class OtlpTests : IAsyncLifetime
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string TraceParent = $"00-{TraceId}-00f067aa0ba902b7-01";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private readonly string _directory = Directory.CreateTempSubdirectory("actorproxy-otlp-tests-").FullName;
    private readonly RecordingServer _collector = RecordingServer.Start("collector");
    private readonly RecordingServer _production = RecordingServer.Start("production");
    private readonly RecordingServer _shadow = RecordingServer.Start("shadow");
    private readonly int _edgePort = FreePorts.Take();
    private readonly int _adminPort = FreePorts.Take();
    private ProgramProcess? _node;

    public Task InitializeAsync()
    {
        var mappings = Path.Combine(_directory, "mappings.yaml");
        File.WriteAllText(mappings, MappingText.Pair("traced"));
        var services = Path.Combine(_directory, "services.yaml");
        File.WriteAllText(services, $"services:\n  production: [\"{_production.Endpoint}\"]\n  shadow: [\"{_shadow.Endpoint}\"]\n");
        _node = ProgramProcess.Start(
            "node",
            BuiltPrograms.Node,
            [
                "run", "--mappings", mappings, "--services", services, "--listen", $"http://127.0.0.1:{_edgePort}", "--admin", $"http://127.0.0.1:{_adminPort}",
                "--remote", "127.0.0.1:0", "--otlp", $"http://{_collector.Endpoint}", "--trace", "observe",
                "--access-log", Path.Combine(_directory, "access.log"), "--copy-log", Path.Combine(_directory, "copies.log"),
            ],
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
        await _collector.DisposeAsync();
        await _production.DisposeAsync();
        await _shadow.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Metrics_spans_and_logs_of_a_request_and_its_copy_get_to_where_they_belong()
    {
        using var admin = new AdminClient($"http://127.0.0.1:{_adminPort}", new SocketsHttpHandler());
        await Eventually.Async(admin.IsReadyAsync, Deadline, "the node is ready");

        await RawClient.SendAsync(_edgePort, $"GET /traced/x?y=1 HTTP/1.1\r\nHost: a\r\ntraceparent: {TraceParent}\r\nConnection: close\r\n\r\n");

        var original = await _production.ReceivedAsync(request => request.Target == "/traced/x?y=1", Deadline, "the request");
        Assert.Equal(TraceParent, original.Header("traceparent"));
        var copy = await _shadow.ReceivedAsync(request => request.Target == "/traced/x?y=1", Deadline, "the copy");
        var (traceId, spanId) = (copy.Header("traceparent")!.Split('-')[1], copy.Header("traceparent")!.Split('-')[2]);
        Assert.Equal(TraceId, traceId);
        Assert.NotEqual("00f067aa0ba902b7", spanId);
        await ExportedAsync("/v1/traces", "the copy's span", Convert.FromHexString(TraceId), Convert.FromHexString(spanId), "ActorProxy.Shadowing"u8.ToArray(), "shadow"u8.ToArray());
        await ExportedAsync("/v1/traces", "the request's span", Convert.FromHexString(TraceId), "ActorProxy.Edge"u8.ToArray());
        await ExportedAsync(
            "/v1/metrics", "metrics", "actorproxy.copies"u8.ToArray(), "http.server.request.duration"u8.ToArray(), "http.client.request.duration"u8.ToArray(), "traced-shadow"u8.ToArray());
        await LoggedAsync("access.log", "\"mapping\":\"traced\"");
        await LoggedAsync("copies.log", "\"outcome\":\"answered\"");
    }

    private Task<RecordedRequest> ExportedAsync(string path, string what, params byte[][] parts) => _collector.ReceivedAsync(
        request => request.Target == path && parts.All(part => request.Body.AsSpan().IndexOf(part) >= 0), Deadline, what);

    private Task LoggedAsync(string file, string text) => Eventually.Async(
        async () => (await File.ReadAllTextAsync(Path.Combine(_directory, file), Encoding.UTF8)).Contains(text, StringComparison.Ordinal), Deadline, $"{file} has {text}");
}
