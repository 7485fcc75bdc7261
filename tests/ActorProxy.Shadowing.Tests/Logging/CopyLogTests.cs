using System.Text.Json.Nodes;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Shadowing.Tests.Logging;

public sealed class CopyLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_copy_hasALine_withoutQueryAndWithTheChosenHeadersOnly()
    {
        await using var shadow = RawShadow.Answering("HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n");
        var content = Requests.Get("/a/b?token=1", ("User-Agent", "\"x\""), ("Authorization", "secret"));

        var line = await LineOfAsync(shadow.Port, content, CopyOutcome.Answered);

        Assert.Equal(
            ("copy", "shadow", "GET", "/a/b", "answered", 418),
            ((string)line["log"]!, (string)line["mapping"]!, (string)line["method"]!, (string)line["path"]!, (string)line["outcome"]!, (int)line["status"]!));
        Assert.Equal(
            [new("Host", "example.com"), new("user-agent", "\"x\"")],
            line["headers"]!.AsObject().Select(header => KeyValuePair.Create(header.Key, (string)header.Value!)));
        Assert.True((double)line["duration_ms"]! > 0);
        Assert.True(DateTimeOffset.TryParse((string)line["time"]!, out _));
        Assert.DoesNotContain("secret", line.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token", line.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copyWithoutAnAnswer_hasALineWithoutAStatus()
    {
        var line = await LineOfAsync(null, Requests.Get(), CopyOutcome.ConnectFailed);

        Assert.Equal("connect_failed", (string)line["outcome"]!);
        Assert.Null(line["status"]);
    }

    [Fact]
    public async Task A_comparedCopy_hasALine_andItsBaselineNone()
    {
        await using var shadow = RawShadow.Answering("HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n");
        await using var baseline = RawShadow.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        var line = await LineAsync(log => ComparedTarget.SendAsync(ComparedTarget.At(shadow.Port, baseline.Port, log)));

        Assert.Equal(("shadow", "answered", 418), ((string)line["mapping"]!, (string)line["outcome"]!, (int)line["status"]!));
        Assert.Single(baseline.Requests);
    }

    private Task<JsonNode> LineOfAsync(int? port, CopyContent content, CopyOutcome expected) => LineAsync(async log =>
    {
        var services = port is { } known ? new FakeServices(known) : new FakeServices();
        var route = Routes.Shadow();
        using var connections = CopyConnections.Create(route, TimeProvider.System);
        var target = new ShadowTarget(
            route, services.For(route.Service), connections, new CircuitBreaker(TimeProvider.System), Shadowing.Control.ControlState.Default, log);

        var result = await CopySender.SendAsync(target, Copy.Decode(Requests.Encode(content))).InTime();

        Assert.Equal(expected, result.Outcome);
    });

    private async Task<JsonNode> LineAsync(Func<CopyLog, Task> send)
    {
        var path = Path.Combine(_directory.Path, "copies.log");
        await using (var lines = LineLog.Open(path, NullLogger.Instance))
            await send(new CopyLog(lines, ["Host", "user-agent", "x-absent"], TimeProvider.System));
        return JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(path)))!;
    }
}
