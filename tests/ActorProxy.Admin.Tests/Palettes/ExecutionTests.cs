using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Admin.Tests.Api;
using ActorProxy.Admin.Tests.Fakes;
using Akka.Actor;

namespace ActorProxy.Admin.Tests.Palettes;

/// <summary>The palettes over the wire, with one palette that does what the tests need.</summary>
public sealed class ExecutionTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly AdminFixture _node = new();
    private readonly ProbePaletteHandler _probe = new();

    public async Task InitializeAsync()
    {
        await _node.InitializeAsync();
        Assert.True(_node.Server.Palettes.RegisterCommandPalette(_probe));
    }

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Palettes_describes_commands_and_arguments_with_what_could_be_given()
    {
        var (status, body) = await _node.Http.GetJsonAsync("/pbm/palettes");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["actor", "cluster", "cluster-sharding", "mapping", "metrics", "probe", "remote", "shadow"], body["palettes"]!.AsArray().Select(palette => (string)palette!["name"]!));
        var pause = body["palettes"]![7]!["commands"]!.AsArray().Single(command => (string)command!["name"]! == "pause")!;
        Assert.Equal("pause <shadow|all> [-reason <reason>] [--json]", (string?)pause["usage"]);
        Assert.Equal(
            """{"name":"shadow|all","description":"The shadow Mapping, or 'all'.","mandatory":true,"positional":true,"flag":false,"switches":["-shadow","-s"],"values":["checkout-shadow","other-shadow","all"]}""",
            pause["arguments"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void A_palette_name_can_be_taken_once() =>
        Assert.False(_node.Server.Palettes.RegisterCommandPalette(new ProbePaletteHandler()));

    [Theory]
    [InlineData("""{"line":"probe say \"one two\""}""")]
    [InlineData("""{"palette":"probe","command":"say","arguments":["one two"]}""")]
    [InlineData("""{"palette":"probe","command":"say","arguments":["-w","one two"],"json":true,"who":"alice"}""")]
    public async Task A_line_and_split_words_do_the_same(string request) =>
        Assert.Equal(["""{"text":"one two","partial":false,"final":true,"error":null}"""], await FramesAsync(request));

    [Fact]
    public async Task An_answer_in_pieces_is_a_frame_each() => Assert.Equal(
        [
            """{"text":"1","partial":false,"final":false,"error":null}""",
            """{"text":"2","partial":false,"final":false,"error":null}""",
            """{"text":null,"partial":false,"final":true,"error":null}""",
        ],
        await FramesAsync("""{"line":"probe count"}"""));

    [Fact]
    public async Task A_long_text_is_cut_into_frames_of_bounded_size()
    {
        var frames = await FramesAsync("""{"line":"probe long"}""");

        Assert.All(frames, frame => Assert.True(frame.Length < 256 * 1024));
        var parsed = frames.Select(frame => JsonNode.Parse(frame)!).ToList();
        Assert.Equal(ProbeActor.LongText, string.Concat(parsed.Select(frame => (string)frame["text"]!)));
        Assert.All(parsed.SkipLast(1), frame => Assert.True((bool)frame["partial"]!));
        Assert.Equal((false, true), ((bool)parsed[^1]["partial"]!, (bool)parsed[^1]["final"]!));
    }

    [Theory]
    [InlineData("probe fail", "failed", "the command failed: on purpose")]
    [InlineData("probe vanish", "failed", "the command ended without a last answer")]
    [InlineData("probe unhandled", "failed", "nothing here carries out 'probe unhandled'")]
    [InlineData("probe say", "usage", "<word> is missing; usage: probe say <word>")]
    [InlineData("nope show", "usage", "there is no palette 'nope'; known: actor, cluster, cluster-sharding, mapping, metrics, probe, remote, shadow")]
    [InlineData("probe", "usage", "give a palette and a command, such as 'cluster show'")]
    public async Task A_command_that_fails_ends_with_an_error(string line, string error, string text)
    {
        var frame = JsonNode.Parse(Assert.Single(await FramesAsync($$"""{"line":"{{line}}"}""")))!;
        Assert.Equal((error, text, true), ((string)frame["error"]!, (string)frame["text"]!, (bool)frame["final"]!));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"line":"probe count","palette":"probe","command":"count"}""")]
    [InlineData("""{"palette":"probe"}""")]
    [InlineData("""{"lines":"probe count"}""")]
    public async Task A_request_that_says_neither_or_both_is_400(string request) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _node.Http.PostJsonAsync("/pbm/execute", request)).Status);

    [Fact]
    public async Task A_client_that_leaves_ends_its_session()
    {
        using (var reply = await SendAsync("""{"line":"probe forever"}"""))
        {
            await using var stream = await reply.Content.ReadAsStreamAsync();
            await _probe.Running.Task.WaitAsync(Deadline);
        }

        await _probe.Stopped.Task.WaitAsync(Deadline);
    }

    [Fact]
    public async Task A_handler_that_floods_a_slow_client_is_stopped_and_the_client_told()
    {
        var frames = await FramesAsync("""{"line":"probe flood"}""");
        var last = JsonNode.Parse(frames[^1])!;
        Assert.Equal("the client reads more slowly than the command answers", (string?)last["text"]);
        Assert.True((bool)last["final"]!);
    }

    [Fact]
    public async Task Without_an_actor_system_the_answer_says_why()
    {
        _node.Cluster.Lose("downed; a new one is being started");
        var frame = JsonNode.Parse(Assert.Single(await FramesAsync("""{"line":"shadow list"}""")))!;

        Assert.Equal("unavailable", (string?)frame["error"]);
        Assert.Equal("no actor system runs on this node right now: downed; a new one is being started", (string?)frame["text"]);
    }

    [Fact]
    public async Task An_actor_system_that_ends_ends_its_commands_and_the_next_one_carries_on()
    {
        using var reply = await SendAsync("""{"line":"probe forever"}""");
        await _probe.Running.Task.WaitAsync(Deadline);
        await _node.Cluster.System!.Terminate();
        var rest = await reply.Content.ReadAsStringAsync();
        Assert.EndsWith("""{"text":"the actor system of this node has stopped","partial":false,"final":true,"error":"failed"}""" + "\n", rest, StringComparison.Ordinal);

        var next = ActorSystem.Create("admin-tests-2", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
        _node.Cluster.Start(next);
        Assert.Equal(2, _probe.Registrations);
        Assert.Contains("one two", Assert.Single(await FramesAsync("""{"line":"probe say 'one two'"}""")), StringComparison.Ordinal);
        await next.Terminate();
    }

    private async Task<HttpResponseMessage> SendAsync(string request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/pbm/execute") { Content = new StringContent(request, Encoding.UTF8, "application/json") };
        var reply = await _node.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("application/x-ndjson; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        return reply;
    }

    private async Task<string[]> FramesAsync(string request)
    {
        using var reply = await SendAsync(request);
        var body = await reply.Content.ReadAsStringAsync();
        Assert.EndsWith("\n", body, StringComparison.Ordinal);
        return body[..^1].Split('\n');
    }

    private sealed class ProbePaletteHandler : CommandPaletteHandler
    {
        private static readonly string[] Plain = ["count", "long", "fail", "vanish", "unhandled", "forever", "flood"];

        public ProbePaletteHandler()
            : base(new CommandPalette("probe", [
                .. Plain.Select(name => new CommandDefinitionBuilder().WithName(name).Build()),
                new CommandDefinitionBuilder().WithName("say")
                    .WithArgument(argument => argument.WithName("word").WithSwitch("-w").IsPositional().IsMandatory(true)).Build(),
            ])) => HandlerProps = Props.Create(() => new ProbeActor(this));

        public override Props HandlerProps { get; }

        public int Registrations { get; private set; }

        public TaskCompletionSource Running { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void OnRegister(PaletteHost plugin)
        {
            Assert.NotNull(plugin.Sys);
            Registrations++;
        }
    }

    private sealed class ProbeActor : CommandHandlerActor
    {
        public static readonly string LongText = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number} ü 😀 "));

        private readonly ProbePaletteHandler _owner;

        public ProbeActor(ProbePaletteHandler owner)
            : base(owner.Palette)
        {
            _owner = owner;
            Process("say", (_, arguments) => Sender.Tell(new CommandResponse(arguments.ArgumentValues("word").Single())));
            Process("count", _ =>
            {
                Sender.Tell(new CommandResponse("1", final: false));
                Sender.Tell(new CommandResponse("2", final: false));
                Sender.Tell(CommandResponse.Empty);
            });
            Process("long", _ => Sender.Tell(new CommandResponse(LongText)));
            Process("fail", _ => throw new InvalidOperationException("on purpose"));
            Process("vanish", _ => Context.Stop(Self));
            Process("forever", _ =>
            {
                Sender.Tell(new CommandResponse("running", final: false));
                _owner.Running.TrySetResult();
            });
            Process("flood", _ =>
            {
                for (var i = 0; i < 100_000; i++)
                    Sender.Tell(new CommandResponse(LongText, final: false));
            });
        }

        protected override void PostStop() => _owner.Stopped.TrySetResult();
    }
}
