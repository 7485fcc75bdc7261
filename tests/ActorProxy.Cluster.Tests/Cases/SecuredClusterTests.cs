using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using ActorProxy.Testing.Processes;
using ActorProxy.Shadowing.Tests.Certificates;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>Real nodes that ask who is there.</summary>
public sealed class SecuredClusterTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TestAuthority _ours = new();
    private readonly TestAuthority _strangers = new("strangers");

    public void Dispose()
    {
        _ours.Dispose();
        _strangers.Dispose();
    }

    [Fact]
    public async Task Nodes_talk_over_TLS_and_a_stranger_stays_outside()
    {
        await using var production = RecordingServer.Start("production");
        await using var shadow = RecordingServer.Start("shadow");
        await using var cluster = await TestCluster.StartAsync(new ClusterSetup
        {
            Edges = 1,
            Shadows = 1,
            Mappings = MappingText.Pair("shop"),
            Services = new Dictionary<string, string> { ["production"] = production.Endpoint, ["shadow"] = shadow.Endpoint },
            Arguments = Tls(_ours),
        });
        var edge = cluster.Edges[0];
        await using var stranger = ProgramProcess.Start("stranger", BuiltPrograms.Node,
        [
            "run", "--roles", "shadow", "--remote", "127.0.0.1:0", "--admin", $"http://127.0.0.1:{FreePorts.Take()}", "--seed", $"127.0.0.1:{edge.RemotePort}",
            .. Tls(_strangers),
        ]);

        await using var load = LoadGenerator.Start(100, $"{edge.EdgeUrl}/shop/");
        await Eventually.Async(() => edge.Output.Contains("Remoting refused", StringComparison.Ordinal)
            || stranger.Output.Contains("Remoting refused", StringComparison.Ordinal), Deadline, "the stranger is refused");
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        var settled = await edge.SettledAsync("shop-shadow", report.Sent);
        Assert.Equal(report.Sent, settled.Outcome("answered"));
        var members = (await edge.Admin.ReadClusterAsync()).Members;
        Assert.Equal(2, members.Count);
        Assert.All(members, m => Assert.StartsWith("akka.ssl.tcp://", m.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_anybody_could_steer_does_not_start_and_with_a_token_it_does()
    {
        await using var open = ProgramProcess.Start("open", BuiltPrograms.Node, ["run", "--remote", "127.0.0.1:0", "--admin", "http://0.0.0.0:0"]);
        Assert.Equal(1, await open.ExitAsync(Deadline));
        Assert.Contains("--admin-token-file", open.Output, StringComparison.Ordinal);

        var (certificate, key) = _ours.Issue("node.test");
        var token = _ours.FileOf("token");
        await File.WriteAllTextAsync(token, Token);
        var port = FreePorts.Take();
        await using var asking = ProgramProcess.Start(
            "asking",
            BuiltPrograms.Node,
            [
                "run", "--remote", "127.0.0.1:0", "--listen", "http://127.0.0.1:0",
                "--admin", $"https://0.0.0.0:{port}", "--admin-certificate", certificate, "--admin-key", key,
            ],
            new Dictionary<string, string> { ["ACTORPROXY_ADMIN_TOKEN"] = Token });
        await Eventually.Async(() => asking.Output.Contains("Node started", StringComparison.Ordinal), Deadline, "the node starts");

        Assert.Equal((0, 2), (await PbmAsync(port, "--token-file", token), await PbmAsync(port)));
        Assert.DoesNotContain(Token, asking.Output, StringComparison.Ordinal);
    }

    private async Task<int> PbmAsync(int port, params string[] options)
    {
        await using var pbm = ProgramProcess.Start("pbm", BuiltPrograms.Pbm, [$"https://127.0.0.1:{port}", "--ca", _ours.Pem, .. options, "cluster", "status"]);
        return await pbm.ExitAsync(Deadline);
    }

    private static string[] Tls(TestAuthority authority)
    {
        var (certificate, key) = authority.Issue("node.test");
        return ["--remote-certificate", certificate, "--remote-key", key, "--remote-ca", authority.Pem];
    }
}
