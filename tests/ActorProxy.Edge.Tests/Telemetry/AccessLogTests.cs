using System.Text.Json.Nodes;
using ActorProxy.Edge.Tests.Support;
using ActorProxy.Shadowing.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Edge.Tests.Telemetry;

public sealed class AccessLogTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_request_has_a_line_without_query_and_with_the_chosen_headers_only()
    {
        var line = Assert.Single(await LinesAsync(async edge =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/a%20b?token=1") { Content = new StringContent("x") };
            request.Headers.TryAddWithoutValidation("User-Agent", "a \"browser\"");
            request.Headers.TryAddWithoutValidation("Authorization", "secret");
            using var reply = await edge.Client.SendAsync(request);
        }));

        Assert.Equal(
            ("access", "127.0.0.1", "HTTP/1.1", "PUT", "/a%20b", "prod", 201),
            ((string)line["log"]!, (string)line["client"]!, (string)line["protocol"]!, (string)line["method"]!, (string)line["path"]!, (string)line["mapping"]!,
                (int)line["status"]!));
        Assert.Equal([new("User-Agent", "a \"browser\"")], line["headers"]!.AsObject().Select(header => KeyValuePair.Create(header.Key, (string)header.Value!)));
        Assert.True((double)line["duration_ms"]! > 0);
        Assert.DoesNotContain("secret", line.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token", line.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_no_mapping_matches_has_a_line_without_one()
    {
        var line = Assert.Single(await LinesAsync(
            async edge =>
            {
                using var reply = await edge.Client.GetAsync(new Uri("/elsewhere", UriKind.Relative));
            },
            prefix: "/only/"));

        Assert.Equal(404, (int)line["status"]!);
        Assert.Null(line["mapping"]);
    }

    [Fact]
    public async Task Requests_on_a_connection_have_a_line_each_with_control_characters_escaped()
    {
        var lines = await LinesAsync(async edge =>
        {
            for (var i = 0; i < 3; i++)
            {
                using var reply = await edge.Client.GetAsync(new Uri($"/{i}", UriKind.Relative));
            }

            await edge.ExchangeAsync("GET /tab HTTP/1.1\r\nHost: a\r\nUser-Agent: a\tb\r\n\r\n");
        });

        Assert.Equal(["/0", "/1", "/2", "/tab"], lines.Select(line => (string)line["path"]!));
        Assert.Equal("a\tb", (string)lines[3]["headers"]!["User-Agent"]!);
    }

    private async Task<IReadOnlyList<JsonNode>> LinesAsync(Func<EdgeUnderTest, Task> use, string prefix = "/")
    {
        await using var production = await KestrelUpstream.StartAsync(context =>
        {
            context.Response.StatusCode = 201;
            return Task.CompletedTask;
        });
        await using (var logs = RequestLogs.Open(_path, null, ["User-Agent", "X-Absent"], NullLogger.Instance))
        await using (var edge = await EdgeUnderTest.StartWithAsync(
            TestMappings.Mapping("prod", "prod", prefix: prefix), new() { ["prod"] = [production.Endpoint] }, options => options with { Logs = logs }))
        {
            await use(edge);
        }

        return [.. (await File.ReadAllLinesAsync(_path)).Select(line => JsonNode.Parse(line)!)];
    }
}
