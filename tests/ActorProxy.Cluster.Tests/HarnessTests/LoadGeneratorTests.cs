using ActorProxy.Testing;
using ActorProxy.Testing.Http;

namespace ActorProxy.TestingTests;

public class LoadGeneratorTests
{
    [Fact]
    public async Task Every_request_is_answered_and_counted_on_both_sides()
    {
        await using var server = RecordingServer.Start("server");
        await using var load = LoadGenerator.Start(500, $"http://{server.Endpoint}/a", $"http://{server.Endpoint}/b");

        await load.MoreAsync(200);
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        Assert.True(report.Sent >= 200);
        Assert.Equal(report.Sent, server.Count);
        Assert.Equal(report.Sent, report.Latencies.Count);
    }

    [Fact]
    public async Task A_slow_server_does_not_slow_the_sender()
    {
        await using var server = RecordingServer.Start("server");
        server.Answer(new Reply { Delay = TimeSpan.FromSeconds(1) });
        await using var load = LoadGenerator.Start(200, $"http://{server.Endpoint}/");

        // A closed loop would have sent nothing more while the first request waits.
        await Eventually.Async(() => load.Sent >= 100, TimeSpan.FromSeconds(5), "100 requests are under way");
        var report = await load.StopAsync();

        report.AssertAllAnswered();
        Assert.True(report.Quantile(0.01) >= TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task Failures_and_odd_statuses_are_told()
    {
        await using var server = RecordingServer.Start("server");
        server.Answer(r => r.Target.EndsWith('0') ? Reply.Reset : new Reply { Status = 503 });
        await using var load = LoadGenerator.Start(500, $"http://{server.Endpoint}/");

        await load.MoreAsync(100);
        var report = await load.StopAsync();

        Assert.Equal(report.Sent, report.Statuses.GetValueOrDefault(503) + report.Failures.Count);
        Assert.NotEmpty(report.Failures);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(report.AssertAllAnswered);
    }
}
