using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActorProxy.Admin.Logs;
using ActorProxy.Admin.Tests.Fakes;
using ActorProxy.Mappings.Loading;
using ActorProxy.Shadowing.Clustering;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ActorProxy.Admin.Tests.Palettes;

/// <summary>The commands that reach into the node's process: log, files, membership, its end.</summary>
public sealed class NodeFacilitiesTests : IAsyncLifetime, IDisposable
{
    private const string Mapping = "apiVersion: getambassador.io/v3alpha1\nkind: Mapping\nmetadata: {name: NAME}\nspec: {hostname: '*', prefix: /NAME/, service: NAME}\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NodeLog _log = new(LogLevel.Information, TimeProvider.System);
    private readonly FakeMembership _membership = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("pbm-facilities-").FullName;
    private readonly AdminFixture _node;
    private int _exits;

    public NodeFacilitiesTests()
    {
        var routes = SampleRoutes.Loaded();
        Write("one");
        var files = new MappingWatcher([_directory], new MappingLoader(), routes);
        files.Refresh();
        _node = new AdminFixture
        {
            Routes = routes,
            Facilities = new NodeFacilities { Log = _log, Mappings = files, Membership = _membership, Exit = () => _exits++ },
        };
    }

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Log_peek_shows_the_latest_entries_that_are_grave_enough_and_have_the_text()
    {
        var logger = _log.CreateLogger("A.Category");
        logger.LogInformation("first");
        logger.LogWarning("second");
        logger.LogError(new InvalidOperationException("broken"), "third");

        Assert.Equal(["second", "third"], Messages(await AnswerAsync("log peek -level warning --json")));
        Assert.Equal(["third"], Messages(await AnswerAsync("log peek -n 1 --json")));
        Assert.Equal(["third"], Messages(await AnswerAsync("log peek -grep BROKEN --json")));
        var text = (string)(await AnswerAsync("log peek -n 2"))["text"]!;
        Assert.Matches(@"^\d{4}-\d\d-\d\d .*Z  warning      A\.Category  second\n.*  error        A\.Category  third\n    System\.InvalidOperationException: broken$", text);
        Assert.Equal("No such entry is kept.", (string?)(await AnswerAsync("log peek -grep nonsense"))["text"]);
    }

    [Theory]
    [InlineData("log peek -n many", "'many' is not a count; give a number from 0 to 1000")]
    [InlineData("log peek -level loud", "'loud' is not a level; give trace, debug, information, warning, error, none")]
    [InlineData("log level loud", "'loud' is not a level; give trace, debug, information, warning, error, none")]
    public async Task Log_says_what_it_does_not_understand(string line, string error)
    {
        var answer = await AnswerAsync(line);
        Assert.Equal(("failed", error), ((string?)answer["error"], (string?)answer["text"]));
        _node.Cluster.Lose("gone");
        Assert.Equal(error, (string?)(await AnswerAsync(line))["text"]);
    }

    [Fact]
    public async Task Log_level_is_in_force_at_once_also_for_Akka()
    {
        Assert.Equal("information", (string?)(await AnswerAsync("log level"))["text"]);
        Assert.False(_log.IsEnabled("x", LogLevel.Debug));

        Assert.Equal("debug (was information), on this node, until it is restarted", (string?)(await AnswerAsync("log level Debug"))["text"]);

        Assert.True(_log.IsEnabled("x", LogLevel.Debug));
        Assert.False(_log.IsEnabled("Microsoft.AspNetCore.Server", LogLevel.Information));
        Assert.Equal(Akka.Event.LogLevel.DebugLevel, _node.Cluster.System!.EventStream.LogLevel);
    }

    [Fact]
    public async Task Log_tail_goes_on_with_what_comes_also_without_an_actor_system()
    {
        _node.Cluster.Lose("gone");
        var logger = _log.CreateLogger("c");
        logger.LogInformation("before");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pbm/execute") { Content = JsonContent.Create(new { line = "log tail -n 1", json = true }) };
        using var reply = await _node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await reply.Content.ReadAsStreamAsync());
        using var limit = new CancellationTokenSource(Patience);

        Assert.Contains("before", await lines.ReadLineAsync(limit.Token), StringComparison.Ordinal);
        logger.LogInformation("after");
        Assert.Contains("after", await lines.ReadLineAsync(limit.Token), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_keeps_the_latest_entries_only()
    {
        var logger = _log.CreateLogger("c");
        for (var i = 1; i <= NodeLog.Capacity + 5; i++)
            logger.LogInformation("{Number}", i);

        var kept = _log.Latest(int.MaxValue);
        Assert.Equal((NodeLog.Capacity, "6", "1005"), (kept.Count, kept[0].Message, kept[^1].Message));
        logger.LogInformation("{Long}", new string('x', 10_000));
        Assert.InRange(_log.Latest(1)[0].Message.Length, 2000, 2010);
    }

    [Fact]
    public async Task Mapping_check_reads_the_files_without_putting_them_in_force()
    {
        var first = (string)JsonNode.Parse((string)(await AnswerAsync("mapping check --json"))["text"]!)!["generation"]!;
        Assert.Equal(_node.Routes.Current.Generation, first);

        File.WriteAllText(Path.Combine(_directory, "two.yaml"), Mapping.Replace("/NAME/", "7", StringComparison.Ordinal));
        var frames = await FramesAsync("mapping check --json");
        var check = JsonNode.Parse((string)frames[0]["text"]!)!;
        Assert.True((int)check["errors"]! > 0);
        Assert.Equal("failed", (string?)frames[^1]["error"]);
        Assert.Equal(first, _node.Routes.Current.Generation);
    }

    [Fact]
    public async Task Mapping_reload_puts_changed_files_in_force_now()
    {
        Assert.StartsWith("generation", (string)(await AnswerAsync("mapping reload"))["text"]!, StringComparison.Ordinal);
        Write("two");

        var answer = JsonNode.Parse((string)(await AnswerAsync("mapping reload --json"))["text"]!)!;

        Assert.True((bool)answer["changed"]!);
        Assert.Equal(["/one/", "/two/"], _node.Routes.Current.Groups.Select(group => group.Prefix).Order());
        Assert.False((bool)JsonNode.Parse((string)(await AnswerAsync("mapping reload --json"))["text"]!)!["changed"]!);
    }

    [Fact]
    public async Task Cluster_join_works_while_no_actor_system_runs()
    {
        _node.Cluster.Lose("the node has left");
        Assert.Equal("Joining 10.0.0.1:4053; 'cluster status' shows when it is done.", (string?)(await AnswerAsync("cluster join 10.0.0.1:4053"))["text"]);
        Assert.Equal("10.0.0.1:4053", _membership.Asked);

        _membership.Refusal = "a member already";
        var refused = await AnswerAsync("cluster join");
        Assert.Equal(("failed", "a member already"), ((string?)refused["error"], (string?)refused["text"]));
        Assert.Contains("the node has left", (string)(await AnswerAsync("cluster status"))["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_exit_ends_the_process()
    {
        Assert.Equal("The node finishes what is under way and ends.", (string?)(await AnswerAsync("cluster exit"))["text"]);
        Assert.Equal(1, _exits);
    }

    private void Write(string name) => File.WriteAllText(Path.Combine(_directory, $"{name}.yaml"), Mapping.Replace("NAME", name, StringComparison.Ordinal));

    private static IEnumerable<string> Messages(JsonNode frame) => JsonNode.Parse((string)frame["text"]!)!.AsArray().Select(entry => (string)entry!["message"]!);

    private async Task<JsonNode> AnswerAsync(string line) => Assert.Single(await FramesAsync(line));

    private async Task<IReadOnlyList<JsonNode>> FramesAsync(string line)
    {
        using var reply = await _node.Http.PostAsJsonAsync("/pbm/execute", new { line });
        var body = await reply.Content.ReadAsStringAsync();
        return [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(frame => JsonNode.Parse(frame)!)];
    }

    private sealed class FakeMembership : IClusterMembership
    {
        public string? Asked { get; private set; }

        public string? Refusal { get; set; }

        public IReadOnlyList<string> Join(string? member)
        {
            if (Refusal is not null)
                throw new InvalidOperationException(Refusal);

            Asked = member;
            return member is null ? [] : [member];
        }
    }
}
