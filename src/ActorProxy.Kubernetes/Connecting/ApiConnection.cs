using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace ActorProxy.Kubernetes.Connecting;

/// <summary>
/// Requests to the API server, with the address, TLS and credentials of KubernetesClient. Bodies stay raw JSON: one object that cannot be
/// understood must not spoil the list or the watch that it comes in.
/// </summary>
internal sealed class ApiConnection : IDisposable
{
    private readonly k8s.Kubernetes _client;
    private readonly TimeSpan _headLimit;

    /// <summary>Connects with a configuration; nothing is sent yet.</summary>
    /// <param name="configuration">Address and credentials.</param>
    /// <param name="headLimit">How long the server may take to begin an answer.</param>
    public ApiConnection(KubernetesClientConfiguration configuration, TimeSpan headLimit) =>
        (_client, _headLimit) = (new k8s.Kubernetes(configuration), headLimit);

    /// <summary>The server's address.</summary>
    public Uri Server => _client.BaseUri;

    /// <summary>Finds address and credentials.</summary>
    /// <exception cref="KubernetesSetupException">There are none, or they cannot be read.</exception>
    public static ApiConnection Open(KubernetesOptions options)
    {
        try
        {
            return new ApiConnection(Configuration(options.Kubeconfig), options.Grace);
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException or YamlException or FormatException)
        {
            throw new KubernetesSetupException($"{options.Kubeconfig ?? "the Kubernetes configuration"} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Reads a JSON document.</summary>
    /// <exception cref="ApiRefusedException">The server answered with an error.</exception>
    public async Task<JsonDocument> GetAsync(string path, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_headLimit);
        using var answer = await SendAsync(HttpMethod.Get, path, null, limit.Token).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        await using var owned = body.ConfigureAwait(false);
        return await JsonDocument.ParseAsync(body, default, limit.Token).ConfigureAwait(false);
    }

    /// <summary>Opens an answer that has no end of its own; the caller disposes of it.</summary>
    /// <exception cref="ApiRefusedException">The server answered with an error.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_headLimit);
        return await SendAsync(HttpMethod.Get, path, null, limit.Token).ConfigureAwait(false);
    }

    /// <summary>Merges JSON into an object (RFC 7396).</summary>
    /// <exception cref="ApiRefusedException">The server answered with an error.</exception>
    public async Task PatchAsync(string path, string json, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_headLimit);
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json"));
        using var answer = await SendAsync(HttpMethod.Patch, path, content, limit.Token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static KubernetesClientConfiguration Configuration(string? kubeconfig)
    {
        if (kubeconfig is not null)
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        if (!KubernetesClientConfiguration.IsInCluster())
            return KubernetesClientConfiguration.BuildConfigFromConfigFile();

        var inPod = KubernetesClientConfiguration.InClusterConfig();
        inPod.TokenProvider = new TokenFile(TokenFile.InPod);
        return inPod;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(_client.BaseUri, path)) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellation).ConfigureAwait(false);

        var answer = await _client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return answer;

        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            throw new ApiRefusedException((int)answer.StatusCode, $"{method} {path}: {(int)answer.StatusCode} {Message(text) ?? answer.ReasonPhrase}")
            {
                RetryAfter = answer.Headers.RetryAfter?.Delta,
            };
        }
    }

    /// <summary>The <c>message</c> of a <c>Status</c> object; null when the text is something else.</summary>
    private static string? Message(string text)
    {
        try
        {
            using var status = JsonDocument.Parse(text);
            return status.RootElement.ValueKind == JsonValueKind.Object && status.RootElement.TryGetProperty("message", out var message)
                ? message.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
