using System.Net.Http.Json;
using System.Text.Json;

namespace ActorProxy.Node.Demo.Admin;

/// <summary>Reads the admin API of the demo's nodes.</summary>
internal sealed class AdminReader : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(3) };

    /// <summary>Whether a node is ready; when not, or when it cannot be reached yet, why.</summary>
    /// <param name="admin">The node's admin API, without a slash at the end.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReadyAnswer> ReadReadinessAsync(string admin, CancellationToken cancellation)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(admin + "/ready"), cancellation).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return new ReadyAnswer(true, null);
            return await response.Content.ReadFromJsonAsync<ReadyAnswer>(Json, cancellation).ConfigureAwait(false) ?? new ReadyAnswer(false, null);
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellation))
        {
            return new ReadyAnswer(false, "starting");
        }
    }

    /// <summary>The metrics of the whole cluster; null when the node gives no answer.</summary>
    public Task<MetricsAnswer?> ReadMetricsAsync(string admin, CancellationToken cancellation) =>
        ReadAsync<MetricsAnswer>(admin + "/api/metrics", cancellation);

    /// <summary>The members of the cluster; null when the node gives no answer.</summary>
    public Task<ClusterAnswer?> ReadClusterAsync(string admin, CancellationToken cancellation) =>
        ReadAsync<ClusterAnswer>(admin + "/api/cluster", cancellation);

    /// <summary>Reads metrics from JSON text.</summary>
    public static MetricsAnswer ParseMetrics(string json) => JsonSerializer.Deserialize<MetricsAnswer>(json, Json)!;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<T?> ReadAsync<T>(string uri, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await _client.GetFromJsonAsync<T>(new Uri(uri), Json, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellation))
        {
            return null;
        }
    }

    private static bool IsNoAnswer(Exception exception, CancellationToken cancellation) =>
        exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested);
}
