using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Tests.Certificates;
using ActorProxy.Shadowing.Tests.Support;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Shadowing.Tests.Clustering;

[Collection(ClusterCollection.Name)]
public sealed class RemotingTlsTests : IAsyncLifetime, IDisposable
{
    private readonly RawShadow _shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n");
    private readonly TestAuthority _ours = new();
    private readonly TestAuthority _strangers = new("strangers");
    private readonly RecordingLogger _log = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _shadow.DisposeAsync();

    public void Dispose()
    {
        _ours.Dispose();
        _strangers.Dispose();
    }

    [Fact]
    public async Task Nodes_withCertificatesOfOneAuthority_formACluster_andCopiesCross()
    {
        await using var edge = await StartAsync(TestPlane.Edge, Tls(_ours), []);
        await using var shadow = await StartAsync(TestPlane.Shadow, Tls(_ours), [edge.Seed]);

        Assert.StartsWith("akka.ssl.tcp://", edge.Plane.Cluster.Read().SelfAddress, StringComparison.Ordinal);
        await edge.ReadyAsync();
        edge.Offer(20);
        await edge.ClosedAsync(20);
        Assert.Equal(20, edge.Count(CopyOutcome.Answered));
    }

    [Fact]
    public async Task A_node_withACertificateOfAnotherAuthority_isRefused_andTheReasonIsLogged()
    {
        await using var node = await StartAsync(TestPlane.Both, Tls(_ours), []);
        await node.ReadyAsync();
        await using var stranger = await StartAsync(TestPlane.Shadow, Tls(_strangers), [node.Seed]);

        await Deadline.UntilAsync(() => _log.Lines.Any(l => l.Text.Contains("CN=node.test is not accepted", StringComparison.Ordinal)), "the refusal is logged");
        Assert.Single(node.Plane.Cluster.Read().Members);
        Assert.False(stranger.Plane.Cluster.Read().IsReady);
    }

    [Theory]
    [InlineData("of another authority")]
    [InlineData("expired")]
    [InlineData("none")]
    public async Task A_connection_withoutAGoodCertificate_isClosed(string shown)
    {
        await using var node = await StartAsync(TestPlane.Both, Tls(_ours), []);
        await node.ReadyAsync();
        (string Certificate, string Key)? files = shown switch
        {
            "none" => null,
            "expired" => _ours.Issue("node.test", TimeSpan.FromHours(-1)),
            _ => _strangers.Issue("node.test"),
        };

        var before = node.Plane.Cluster.System!;
        Assert.True(await IsClosedAsync(node, files).InTime(), "the connection was closed");

        // One refused peer is no reason for the node to end its actor system.
        await Deadline.StaysAsync(() => !before.WhenTerminated.IsCompleted && node.Plane.Cluster.System == before, TimeSpan.FromSeconds(2), "the node stays as it is");
        node.Offer(5);
        await node.ClosedAsync(5);
    }

    [Fact]
    public async Task StartAsync_withACertificateThatTheOthersWouldRefuse_saysSo()
    {
        foreach (var (certificate, key) in new[] { _strangers.Issue("node.test"), _ours.Issue("node.test", TimeSpan.FromHours(-1)) })
        {
            await using var node = TestPlane.Create(_shadow.Port, TestPlane.Both, [], [], tls: new RemotingTls(new CertificateFiles(certificate, key), _ours.Pem));
            var refusal = await Assert.ThrowsAsync<CertificateException>(() => node.Plane.StartAsync(CancellationToken.None));
            Assert.Contains("the other nodes would refuse", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static RemotingTls Tls(TestAuthority authority)
    {
        var (certificate, key) = authority.Issue("node.test");
        return new RemotingTls(new CertificateFiles(certificate, key), authority.Pem);
    }

    private async Task<TestPlane> StartAsync(string[] roles, RemotingTls tls, string[] seeds)
    {
        var plane = TestPlane.Create(_shadow.Port, roles, seeds, [Routes.Shadow()], tls: tls, loggers: _log.AsFactory());
        await plane.Plane.StartAsync(CancellationToken.None).InTime();
        return plane;
    }

    private async Task<bool> IsClosedAsync(TestPlane node, (string Certificate, string Key)? own)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", int.Parse(node.Seed.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        await using var stream = new SslStream(connection.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(_ours.ClientOptions("node.test", own));

            // With TLS 1.3 the client is done before the server has looked at its certificate.
            return await stream.ReadAsync(new byte[1]) == 0;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return true;
        }
    }
}
