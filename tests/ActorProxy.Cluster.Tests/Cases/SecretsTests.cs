using System.Net.Http.Headers;
using System.Text;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>What clients send is nobody's business but the services': no header value and no body shows up in what a node writes or answers.</summary>
public class SecretsTests
{
    private const string Secret = "s3cret-f00d";
    private const string AdminToken = "adm1n-t0ken-0123456789";

    [Fact]
    public async Task No_header_value_or_body_is_in_logs_at_Trace_or_in_the_admin_API()
    {
        await using var production = RecordingServer.Start("production");
        await using var shadow = RecordingServer.Start("shadow");
        await using var cluster = await TestCluster.StartAsync(new ClusterSetup
        {
            Edges = 1,
            Shadows = 1,
            Mappings = MappingText.Pair("shop"),
            Services = new Dictionary<string, string> { ["production"] = production.Endpoint, ["shadow"] = shadow.Endpoint },
            Arguments = ["--log-level", "Trace"],
        });
        var edge = cluster.Edges[0];
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

        // Well, and in each way that can fail: a failure is when something would be written about the request.
        var reply = new Reply { Body = Secret };
        Reply[] answers = [reply, reply with { Status = 500 }, Reply.Reset];
        foreach (var ofProduction in answers)
        {
            foreach (var ofShadow in answers)
            {
                production.Answer(ofProduction);
                shadow.Answer(ofShadow);
                await PostAsync(client, $"{edge.EdgeUrl}/shop/order");
            }
        }

        production.Refuse();
        shadow.Refuse();
        await PostAsync(client, $"{edge.EdgeUrl}/shop/order");
        await edge.SettledAsync("shop-shadow", 10);

        string[] malformed =
        [
            $"GET /shop/ HTTP/1.1\r\nHost: a\r\nCookie: {Secret}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{Secret}",
            $"GET /shop/ HTTP/1.1\r\nHost: a\r\nAuthorization: {Secret}\r\nTransfer-Encoding: {Secret}\r\n\r\n",
            $"GET /shop/ HTTP/1.1\r\nHost: a\r\nX-Broken {Secret}\r\n\r\n",
            $"GET /shop/ HTTP/1.1\r\nHost: {Secret} {Secret}\r\n\r\n",
        ];
        foreach (var request in malformed)
            Assert.StartsWith("HTTP/1.1 4", await RawClient.SendAsync(edge.EdgePort, request), StringComparison.Ordinal);

        Assert.InRange(production.Count, 9, long.MaxValue);

        // Callers of the admin API have secrets, too.
        using var wrong = new HttpRequestMessage(HttpMethod.Post, $"{edge.AdminUrl}/pbm/execute");
        wrong.Content = new StringContent("{\"x\": ", Encoding.UTF8, "application/json");
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);
        await client.SendAsync(wrong);

        foreach (var node in cluster.Nodes)
        {
            foreach (var path in new[] { "/metrics", "/api/metrics", "/api/diagnostics", "/api/shadows", "/api/cluster" })
                Assert.DoesNotContain(Secret, await client.GetStringAsync($"{node.AdminUrl}{path}"), StringComparison.Ordinal);
            Assert.Contains("Node started", node.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, node.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(AdminToken, node.Output, StringComparison.Ordinal);
        }
    }

    private static async Task PostAsync(HttpClient client, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent($"{{\"password\": \"{Secret}\"}}") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        request.Headers.Add("Cookie", $"session={Secret}");
        request.Headers.Add("X-Anything", Secret);
        using var response = await client.SendAsync(request);
        Assert.NotNull(response);
    }
}
