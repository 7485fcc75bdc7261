using ActorProxy.Kubernetes.Connecting;
using ActorProxy.Kubernetes.Tests.Support;
using k8s;

namespace ActorProxy.Kubernetes.Tests.Watching;

public sealed class TokenFileTests
{
    [Fact]
    public async Task A_token_that_was_exchanged_in_its_file_is_used_from_the_next_request_on()
    {
        await using var server = await ApiServer.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            server.Token = "first";
            await File.WriteAllTextAsync(file, "first\n");
            using var api = new ApiConnection(
                new KubernetesClientConfiguration { Host = server.Url, TokenProvider = new TokenFile(file) }, Deadline.Limit);
            using var before = await api.GetAsync("api/v1/services?limit=1", CancellationToken.None);

            server.Token = "second";
            var refused = await Assert.ThrowsAsync<ApiRefusedException>(() => api.GetAsync("api/v1/services?limit=1", CancellationToken.None));
            Assert.Equal(401, refused.Code);

            await File.WriteAllTextAsync(file, "second\n");
            using var after = await api.GetAsync("api/v1/services?limit=1", CancellationToken.None);
            Assert.Equal(3, server.Requests.Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Open_FileThatIsNoKubeconfig_NamesTheFile()
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var error = Assert.Throws<KubernetesSetupException>(() => ApiConnection.Open(new KubernetesOptions { Kubeconfig = missing }));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }
}
