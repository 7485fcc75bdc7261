using System.Globalization;
using System.Text.Json;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Testing.Observability;

/// <summary>A real Prometheus that scrapes nodes every second and evaluates this project's rules.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("actorproxy-prometheus-").FullName;
    private readonly HttpClient _client;
    private readonly ProgramProcess _process;

    private PrometheusServer(IReadOnlyList<TestNode> nodes)
    {
        var port = FreePorts.Take();
        var configuration = Path.Combine(_directory, "prometheus.yaml");
        File.WriteAllText(configuration, $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: ["{{ObservabilityFiles.Rules}}"]
            scrape_configs:
            - job_name: actorproxy
              static_configs: [{ targets: [{{string.Join(", ", nodes.Select(node => $"\"127.0.0.1:{node.AdminPort}\""))}}] }]
            """);
        _process = ProgramProcess.StartNative(
            "prometheus",
            DebianPrograms.Prometheus,
            [$"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_directory, "data")}", $"--web.listen-address=127.0.0.1:{port}"]);
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(5) };
    }

    /// <summary>Starts it and waits until it has scraped every node.</summary>
    public static async Task<PrometheusServer> StartAsync(IReadOnlyList<TestNode> nodes)
    {
        var server = new PrometheusServer(nodes);
        try
        {
            await Eventually.Async(
                () => server.QueryAsync("sum(up)"), result => result.Values.SingleOrDefault() == nodes.Count, Limit, "Prometheus scrapes every node");
            return server;
        }
        catch (TimeoutException exception)
        {
            var output = server._process.Output;
            await server.DisposeAsync();
            throw new TimeoutException($"{exception.Message}\n{output}", exception);
        }
    }

    /// <summary>The result of a PromQL expression: value by the label <paramref name="label"/>, or by nothing.</summary>
    public async Task<IReadOnlyDictionary<string, double>> QueryAsync(string expression, string label = "")
    {
        using var answer = await ReadAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToDictionary(
            sample => sample.GetProperty("metric").TryGetProperty(label, out var value) ? value.GetString()! : "",
            sample => double.Parse(sample.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture));
    }

    /// <summary>What it has to say of each rule: <c>ok</c>, <c>err</c> or <c>unknown</c> by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RuleHealthAsync()
    {
        using var answer = await ReadAsync("/api/v1/rules");
        return answer.RootElement.GetProperty("data").GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .ToDictionary(rule => rule.GetProperty("name").GetString()!, rule => rule.GetProperty("health").GetString()!);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _client.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<JsonDocument> ReadAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }
}
