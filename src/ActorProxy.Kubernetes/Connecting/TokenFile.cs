using System.Net.Http.Headers;
using k8s.Authentication;

namespace ActorProxy.Kubernetes.Connecting;

/// <summary>A service account's token, read anew for each request: the kubelet exchanges the file before the token in it ends.</summary>
internal sealed class TokenFile(string path) : ITokenProvider
{
    /// <summary>Where a pod finds its token.</summary>
    public const string InPod = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    /// <inheritdoc/>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        new("Bearer", (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim());
}
