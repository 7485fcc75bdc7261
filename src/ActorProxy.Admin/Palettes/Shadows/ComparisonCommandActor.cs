using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Shadowing.Comparing.Metering;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>Carries out one of the <see cref="ComparisonCommands"/> for a client, and waits for a verdict where that is asked for.</summary>
internal sealed class ComparisonCommandActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly IActorRef _client;
    private readonly Command _command;
    private readonly ResolvedArguments _arguments;
    private readonly ComparisonReading _comparisons;
    private DateTimeOffset _until;
    private ComparisonCounts? _before;

    public ComparisonCommandActor(IActorRef client, Command command, ResolvedArguments arguments, ComparisonReading comparisons)
    {
        (_client, _command, _arguments, _comparisons) = (client, command, arguments, comparisons);
        Receive<Look>(_ => Guarded(LookAtVerdict));
        Receive<CommandResponse>(response => _client.Tell(response, Self));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef client, Command command, ResolvedArguments arguments, ComparisonReading comparisons) =>
        Akka.Actor.Props.Create(() => new ComparisonCommandActor(client, command, arguments, comparisons));

    protected override void PreStart() => Guarded(() =>
    {
        if (_command.Name == ComparisonCommands.Compare.Name)
            Answer(_comparisons.Read(Shadow), AdminJsonContext.Plain.ComparisonResponse, ComparisonText.Of);
        else if (_command.Name == ComparisonCommands.Diffs.Name)
            ReadDiffs();
        else
            BeginVerdict();
    });

    private string Shadow => Value(ShadowCommands.Shadow)!;

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    // Bounded in time by itself: a client that leaves need not end it.
    private void ReadDiffs() => _comparisons.ReadDiffsAsync(Shadow, Value(ComparisonCommands.Path), CancellationToken.None).PipeTo(
        Self,
        Self,
        diffs => Rendered(diffs, AdminJsonContext.Plain.DiffsResponse, DiffsText.Of),
        failure => new ErroredCommandResponse(failure is RequestRefusedException ? failure.Message : $"the command failed: {failure.Message}"));

    private void BeginVerdict()
    {
        var wait = TimeSpan.Zero;
        if (Value(ComparisonCommands.Wait) is { } text && !DurationText.TryParse(text, out wait))
            throw new RequestRefusedException(400, $"'{text}' is not a duration; give a number with s, m or h, such as 90s or 10m");
        if (Value(ComparisonCommands.FailOn) is not ("fail" or "undecided" or "never"))
            throw new RequestRefusedException(400, $"'{Value(ComparisonCommands.FailOn)}' is not known; -fail-on takes fail, undecided or never");

        _until = Now + wait;
        if (Value(ComparisonCommands.Fresh) is not null)
            _before = _comparisons.Counts(Shadow);
        LookAtVerdict();
    }

    private void LookAtVerdict()
    {
        var verdict = _comparisons.Judge(Shadow, _before);
        if (verdict.Verdict == ComparisonReading.Undecided && Now < _until)
        {
            Timers.StartSingleTimer(nameof(Look), Look.Instance, LookInterval);
            return;
        }

        // The answer goes where answers go, whatever the exit code says.
        _client.Tell(Rendered(verdict, AdminJsonContext.Plain.VerdictResponse, ComparisonText.Of, final: false), Self);
        _client.Tell(End(verdict.Verdict, Value(ComparisonCommands.FailOn)!), Self);
    }

    private static CommandResponse End(string verdict, string failOn) => (verdict, failOn) switch
    {
        (_, "never") => CommandResponse.Empty,
        (ComparisonReading.Fail, _) or (ComparisonReading.Undecided, "undecided") => new ErroredCommandResponse($"the verdict is {verdict}"),
        (ComparisonReading.Undecided, _) => new ErroredCommandResponse("there is no verdict yet") { IsUndecided = true },
        _ => CommandResponse.Empty,
    };

    private void Guarded(Action act)
    {
        try
        {
            act();
        }
        catch (RequestRefusedException refused)
        {
            _client.Tell(new ErroredCommandResponse(refused.Message), Self);
        }
    }

    private string? Value(string argument) => _arguments.ArgumentValues(argument).FirstOrDefault();

    private void Answer<T>(T value, JsonTypeInfo<T> type, Func<T, string> text) => _client.Tell(Rendered(value, type, text), Self);

    private CommandResponse Rendered<T>(T value, JsonTypeInfo<T> type, Func<T, string> text, bool final = true) =>
        new(_command.WantsJson() ? JsonSerializer.Serialize(value, type) : text(value), final);

    private sealed class Look
    {
        public static Look Instance { get; } = new();
    }
}
