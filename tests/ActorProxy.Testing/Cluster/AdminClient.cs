using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ActorProxy.Testing.Cluster;

/// <summary>Speaks to one node's admin API.</summary>
/// <param name="address">Its base address.</param>
/// <param name="handler">Makes the connections.</param>
internal sealed class AdminClient(string address, HttpMessageHandler handler) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly HttpClient _client = new(handler)
    {
        BaseAddress = new Uri(address),
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>Whether the node is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var response = await _client.GetAsync("/ready");
        return response.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>What the node says of its readiness, as text.</summary>
    public async Task<string> ReadReadinessAsync()
    {
        using var response = await _client.GetAsync("/ready");
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    /// <summary>The cluster as the node sees it.</summary>
    public Task<ClusterAnswer> ReadClusterAsync() => ReadAsync<ClusterAnswer>("/api/cluster");

    /// <summary>The cluster's metrics as the node holds them.</summary>
    public Task<MetricsAnswer> ReadMetricsAsync() => ReadAsync<MetricsAnswer>("/api/metrics");

    /// <summary>The lanes (<c>MAPPING/NUMBER</c>) that live on the node; none while it has no actor system.</summary>
    public async Task<IReadOnlyList<string>> ReadLanesAsync()
    {
        using var response = await _client.PostAsJsonAsync("/pbm/execute", new { line = "cluster-sharding region-stats", json = true });
        var frames = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<FrameAnswer>(line, Json)!).ToList();
        if (frames.Find(frame => frame.Error is not null) is { } failed)
            return failed.Error == "unavailable" ? [] : throw new HttpRequestException($"region-stats: {failed.Error}: {failed.Text}");
        return [.. JsonSerializer.Deserialize<OwnShardAnswer[]>(string.Concat(frames.Select(frame => frame.Text)), Json)!.SelectMany(shard => shard.Entities)];
    }

    /// <summary>What was compared of a shadow, as the node holds it.</summary>
    public Task<ComparisonAnswer> ReadComparisonAsync(string shadow) => ReadAsync<ComparisonAnswer>($"/api/shadows/{shadow}/comparison");

    /// <summary>Samples of what differed.</summary>
    /// <param name="shadow">The shadow Mapping.</param>
    /// <param name="path">The field.</param>
    public Task<DiffsAnswer> ReadDiffsAsync(string shadow, string path) =>
        ReadAsync<DiffsAnswer>($"/api/shadows/{shadow}/diffs?path={Uri.EscapeDataString(path)}");

    /// <summary>The same as JSON Lines.</summary>
    public Task<string> ExportDiffsAsync(string shadow) => _client.GetStringAsync($"/api/shadows/{shadow}/diffs?format=jsonl");

    /// <summary>The node's own numbers as Prometheus reads them.</summary>
    public Task<string> ReadExpositionAsync() => _client.GetStringAsync("/metrics");

    /// <summary>What the node has to say of its Mappings.</summary>
    public Task<DiagnosticsAnswer> ReadDiagnosticsAsync() => ReadAsync<DiagnosticsAnswer>("/api/diagnostics");

    /// <summary>Sets a shadow's weight in percent.</summary>
    public Task SetWeightAsync(string shadow, double weight, string? reason = null) =>
        PostAsync($"/api/shadows/{shadow}/weight", new { weight, who = "a test", reason });

    /// <summary>Pauses a shadow.</summary>
    public Task PauseAsync(string shadow, string? reason = null) => PostAsync($"/api/shadows/{shadow}/pause", new { who = "a test", reason });

    /// <summary>Resumes a shadow.</summary>
    public Task ResumeAsync(string shadow) => PostAsync($"/api/shadows/{shadow}/resume", new { who = "a test" });

    /// <summary>Sets the master switch, for a reason.</summary>
    public Task PauseAllAsync(string reason) => PostAsync("/api/shadows/all/pause", new { who = "a test", reason });

    /// <summary>The shadows' settings.</summary>
    public Task<ShadowsAnswer> ReadShadowsAsync() => ReadAsync<ShadowsAnswer>("/api/shadows");

    /// <summary>The changes of runtime control.</summary>
    public Task<HistoryAnswer> ReadHistoryAsync() => ReadAsync<HistoryAnswer>("/api/shadows/history");

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<T> ReadAsync<T>(string path) =>
        await _client.GetFromJsonAsync<T>(path, Json) ?? throw new HttpRequestException($"{path} answered null");

    private async Task PostAsync(string path, object body)
    {
        using var response = await _client.PostAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }
}
