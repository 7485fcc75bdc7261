using System.Globalization;
using ActorProxy.Testing;
using ActorProxy.Testing.Cluster;
using ActorProxy.Testing.Http;
using ActorProxy.Testing.Processes;

namespace ActorProxy.Cluster.Tests.Cases;

/// <summary>The shadow's replies are compared with production's on the very same requests, and every comparison is counted once.</summary>
public class ComparisonTests(ComparedCluster compared) : IClassFixture<ComparedCluster>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Replies_that_say_the_same_match()
    {
        compared.Production.Answer(_ => Reply.Json("""{ "a": 1, "b": [1, 2] }"""));
        compared.Candidate.Answer(_ => Reply.Json("""{"b":[1,2],"a":1.0}"""));

        var shadow = await SendAsync("alike", 200);

        Assert.Equal(200, shadow.Outcome("answered"));
        AssertCompared(shadow, ("match", 200));
    }

    [Fact]
    public async Task A_percentage_is_compared()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(Reply.Ok);

        var shadow = await SendAsync("half", 200);

        Assert.Equal(200, shadow.Outcome("answered"));
        AssertCompared(shadow, ("match", 100));
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_compared()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(new Reply { Status = 500 });

        var shadow = await SendAsync("plain", 50);

        Assert.Equal(50, shadow.Outcome("answered"));
        AssertCompared(shadow);
    }

    [Fact]
    public async Task What_differs_between_production_and_its_baseline_is_noise_and_the_rest_is_a_regression()
    {
        var clock = 0;
        Reply Order(string tax) => Reply.Json($$"""{ "id": 7, "time": {{Interlocked.Increment(ref clock)}}, "tax": {{tax}}, "secret": "s" }""");
        compared.Production.Answer(_ => Order("19") with { Headers = ["Content-Type: application/json", "Set-Cookie: session=1"] });
        compared.Baseline.Answer(_ => Order("19"));
        compared.Candidate.Answer(request => Order(Number(request) % 10 == 0 ? "20" : "19"));

        var shadow = await SendAsync("noisy", 400);

        AssertCompared(shadow, ("mismatch", 40), ("noise_only", 360));
        Assert.Equal(400, compared.Baseline.Requests.Count(r => r.Target.StartsWith("/noisy/", StringComparison.Ordinal)));
        Assert.All(
            compared.Baseline.Requests.Where(r => r.Target.StartsWith("/noisy/", StringComparison.Ordinal)),
            request => Assert.DoesNotContain("-shadow", request.Header("Host"), StringComparison.Ordinal));
        foreach (var node in compared.Cluster.Nodes)
        {
            var comparison = await Eventually.Async(
                () => node.Admin.ReadComparisonAsync("noisy-shadow"), c => c is { Compared: 400, Paired: 400 }, Deadline, $"{node.Name} knows all comparisons");
            Assert.Equal((40, 0), (comparison.Field("$.tax")!.Different.Shadow, comparison.Field("$.tax")!.Different.Baseline));
            Assert.True(comparison.Field("$.tax")!.Regression, comparison.ToString());
            Assert.False(comparison.Field("$.time")!.Regression, comparison.ToString());
            Assert.Equal(new StatusPairAnswer("200", "200", 400), Assert.Single(comparison.Statuses));
            Assert.Equal(400, comparison.Latency.Count);
        }
    }

    [Fact]
    public async Task Samples_show_request_and_replies_from_every_node_without_credentials()
    {
        compared.Production.Answer(_ => Reply.Json("""{ "total": 1 }""") with { Headers = ["Content-Type: application/json", "Set-Cookie: hidden=1"] });
        compared.Candidate.Answer(_ => Reply.Json("""{ "total": 2 }"""));

        await SendAsync("sampled", 100, ("Authorization", "Bearer hidden"), ("X-Tenant", "hidden"), ("X-Plain", "shown"));

        foreach (var node in compared.Cluster.Nodes)
        {
            var diffs = await node.Admin.ReadDiffsAsync("sampled-shadow", "$.total");
            Assert.Equal((2, 0), (diffs.Nodes.Count, diffs.Unanswered.Count));
            Assert.InRange(diffs.Samples.Count, 1, 4);
            foreach (var sample in diffs.Samples)
            {
                Assert.Equal("""{ "total": 1 }""", sample.GetProperty("production").GetProperty("body").GetString());
                Assert.Equal("""{ "total": 2 }""", sample.GetProperty("shadow").GetProperty("body").GetString());
                Assert.StartsWith("/sampled/item", sample.GetProperty("request").GetProperty("target").GetString(), StringComparison.Ordinal);
                Assert.Contains("shown", sample.GetRawText(), StringComparison.Ordinal);
                Assert.DoesNotContain("hidden", sample.GetRawText(), StringComparison.Ordinal);
            }

            Assert.Empty((await node.Admin.ReadDiffsAsync("sampled-shadow", "$.other")).Samples);
            var lines = (await node.Admin.ExportDiffsAsync("sampled-shadow")).TrimEnd('\n').Split('\n');
            Assert.Equal(diffs.Samples.Count, lines.Length);
        }
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_named_beside_the_samples_of_the_others()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(new Reply { Status = 404 });
        await SendAsync("lost", 100);
        var whole = await compared.Edge.Admin.ReadDiffsAsync("lost-shadow", "status");
        Assert.Empty(whole.Unanswered);

        var counts = new List<int>();
        foreach (var lost in compared.Cluster.Shadows)
        {
            var rest = await ReadDiffsWithoutAsync(lost);
            Assert.EndsWith($":{lost.RemotePort}", Assert.Single(rest.Unanswered), StringComparison.Ordinal);
            counts.Add(rest.Samples.Count);
        }

        Assert.Equal(whole.Samples.Count, counts.Sum());
    }

    [Fact]
    public async Task A_reply_over_the_limit_is_truncated_and_its_client_gets_all_of_it()
    {
        var body = new string('x', 50_000);
        compared.Production.Answer(_ => new Reply { Body = body });
        compared.Candidate.Answer(_ => new Reply { Body = body });
        using var client = new HttpClient();
        Assert.Equal(body, await client.GetStringAsync($"{compared.Edge.EdgeUrl}/long/item"));

        var shadow = await SendAsync("long", 19, 1);

        Assert.Equal(20, shadow.Outcome("answered"));
        AssertCompared(shadow, ("truncated", 20));
    }

    [Fact]
    public async Task A_hung_baseline_harms_nothing()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(Reply.Ok);
        compared.Baseline.Answer(Reply.Never);

        var shadow = await SendAsync("hung", 1_000);

        Assert.Equal(1_000, shadow.Outcome("answered"));
        AssertCompared(shadow, ("match", 1_000));
        var comparison = await Eventually.Async(
            () => compared.Edge.Admin.ReadComparisonAsync("hung-shadow"), c => c.Statuses.Sum(s => s.Count) == 1_000, Deadline, "all comparisons are known");
        Assert.All(comparison.BaselineStatuses, cell => Assert.Equal("timed_out", cell.Other));
    }

    [Fact]
    public async Task A_shadow_that_fails_differs()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(Reply.Reset);

        var shadow = await SendAsync("failing", 10);

        Assert.Equal(10, shadow.Outcome("reset"));
        AssertCompared(shadow, ("mismatch", 10));
    }

    [Fact]
    public async Task The_verdict_is_an_exit_code()
    {
        compared.Production.Answer(Reply.Ok);
        compared.Candidate.Answer(Reply.Ok);
        await SendAsync("good", 300);
        Assert.Equal(0, (await VerdictAsync("good-shadow", "--wait", "30s", "--fail-on", "fail")).Exit);

        compared.Candidate.Answer(new Reply { Status = 500 });
        await SendAsync("bad", 300);
        var (exit, output) = await VerdictAsync("bad-shadow", "-wait", "30s");
        Assert.True(exit == 1, output);
        Assert.Contains("fail", output, StringComparison.Ordinal);

        await SendAsync("early", 10);
        Assert.Equal(3, (await VerdictAsync("early-shadow")).Exit);
        Assert.Equal(1, (await VerdictAsync("early-shadow", "-fail-on", "undecided")).Exit);
        Assert.Equal(1, (await VerdictAsync("plain-shadow")).Exit);
    }

    [Fact]
    public async Task Pbm_shows_comparison_and_samples()
    {
        compared.Production.Answer(_ => Reply.Json("[1, 2]"));
        compared.Candidate.Answer(_ => Reply.Json("[1, 3]"));
        await SendAsync("shown", 20);
        await Eventually.Async(
            () => compared.Cluster.Shadows[1].Admin.ReadComparisonAsync("shown-shadow"), c => c.Compared == 20, Deadline, "all comparisons are known");

        var (exit, output) = await PbmAsync("shadow", "compare", "shown-shadow");
        Assert.True(exit == 0, output);
        Assert.Contains("mismatch", output, StringComparison.Ordinal);
        (exit, output) = await PbmAsync("shadow", "diffs", "shown-shadow", "$[*]");
        Assert.True(exit == 0, output);
        Assert.Contains("[1, 3]", output, StringComparison.Ordinal);
    }

    private async Task<DiffsAnswer> ReadDiffsWithoutAsync(TestNode lost)
    {
        lost.Pause();
        try
        {
            return await compared.Edge.Admin.ReadDiffsAsync("lost-shadow", "status");
        }
        finally
        {
            lost.Resume();
            await compared.Cluster.StableAsync();
        }
    }

    private Task<(int Exit, string Output)> VerdictAsync(string shadow, params string[] more) => PbmAsync(["shadow", "verdict", shadow, .. more]);

    private async Task<(int Exit, string Output)> PbmAsync(params string[] command)
    {
        await using var pbm = ProgramProcess.Start("pbm", BuiltPrograms.Pbm, [$"127.0.0.1:{compared.Cluster.Shadows[1].AdminPort}", .. command]);
        return (await pbm.ExitAsync(Deadline), pbm.Output);
    }

    private Task<ShadowAnswer> SendAsync(string name, int requests, params (string Name, string Value)[] headers) => SendAsync(name, requests, 0, headers);

    private async Task<ShadowAnswer> SendAsync(string name, int requests, int sentBefore, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{compared.Edge.EdgeUrl}/{name}/item?n={number}");
            foreach (var (header, value) in headers)
                request.Headers.Add(header, value);
            using var reply = await client.SendAsync(request, cancellation);
        });
        return await compared.Edge.SettledAsync($"{name}-shadow", sentBefore + requests);
    }

    private static int Number(RecordedRequest request) => int.Parse(request.Target.Split("n=")[1], CultureInfo.InvariantCulture);

    private static void AssertCompared(ShadowAnswer shadow, params (string Outcome, long Count)[] expected) =>
        Assert.Equal(expected, shadow.Comparisons.Where(c => c.Value != 0).Select(c => (c.Key, c.Value)));
}
