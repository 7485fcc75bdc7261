using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>Carries out the palette <c>shadow</c>.</summary>
internal sealed class ShadowCommandHandlerActor : AnsweringHandlerActor, IWithTimers
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly NodeViews _node;
    private readonly ShadowSteering _steering;

    public ShadowCommandHandlerActor(NodeViews node, ShadowSteering steering)
        : base(ShadowCommands.Palette)
    {
        _node = node;
        _steering = steering;
        Answer(ShadowCommands.List.Name, (command, _) =>
            Render(command, _node.ReadShadows(), AdminJsonContext.Plain.ShadowListResponse, ShadowText.List));
        Answer(ShadowCommands.Stats.Name, Stats);
        Answer(ShadowCommands.Weight.Name, Weight);
        Answer(ShadowCommands.Pause.Name, (command, arguments) => Switch(command, arguments, paused: true));
        Answer(ShadowCommands.Resume.Name, (command, arguments) => Switch(command, arguments, paused: false));
        Answer(ShadowCommands.History.Name, History);
        var comparisons = new ComparisonReading(node, steering);
        foreach (var definition in ComparisonCommands.All)
        {
            Process(definition.Name, (command, arguments) =>
            {
                var client = Sender;
                Context.ActorOf(ComparisonCommandActor.Props(client, command, arguments, comparisons), "comparison");
            });
        }

        Receive<WatchTick>(tick => tick.Client.Tell(Counted(tick.Command, tick.Shadow, final: false)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private CommandResponse Stats(Command command, ResolvedArguments arguments)
    {
        var shadow = arguments.ArgumentValues(ShadowCommands.Shadow).SingleOrDefault();
        if (shadow is not null)
            _steering.Read(shadow);

        var watch = arguments.ArgumentValues("watch").Any();
        if (watch)
            Timers.StartPeriodicTimer(nameof(WatchTick), new WatchTick(Sender, command, shadow), WatchInterval);

        return Counted(command, shadow, final: !watch);
    }

    private CommandResponse Counted(Command command, string? shadow, bool final)
    {
        var metrics = _node.ReadMetrics();
        if (shadow is null)
            return Render(command, metrics, AdminJsonContext.Plain.MetricsResponse, ShadowText.Stats, final);

        // It may have left the configuration while it is being watched; what it counted stays, until this node has nothing of it.
        return metrics.Cluster.Shadows.FirstOrDefault(counted => counted.Name == shadow) is { } one
            ? Render(command, one, AdminJsonContext.Plain.ShadowMetricsResponse, counted => ShadowText.Stats(counted, metrics), final)
            : new ErroredCommandResponse($"the shadow '{shadow}' is no longer configured");
    }

    private CommandResponse History(Command command, ResolvedArguments arguments)
    {
        var shadow = arguments.ArgumentValues(ShadowCommands.Shadow).SingleOrDefault();
        return Render(command, _node.ReadHistory(shadow), AdminJsonContext.Plain.ShadowHistoryResponse, ShadowText.History);
    }

    private CommandResponse Weight(Command command, ResolvedArguments arguments)
    {
        var shadow = arguments.ArgumentValues(ShadowCommands.Shadow).Single();
        var answer = _steering.SetWeight(shadow, Percent(arguments.ArgumentValues("percent").Single()), By(command, arguments));
        return Render(command, answer, AdminJsonContext.Plain.ShadowResponse, ShadowText.Setting);
    }

    private CommandResponse Switch(Command command, ResolvedArguments arguments, bool paused)
    {
        var shadow = arguments.ArgumentValues(ShadowCommands.ShadowOrAll).Single();
        var by = By(command, arguments);
        return shadow == ShadowSteering.All
            ? Render(command, _steering.SetAllPaused(paused, by), AdminJsonContext.Plain.ShadowListResponse, ShadowText.List)
            : Render(command, _steering.SetPaused(shadow, paused, by), AdminJsonContext.Plain.ShadowResponse, ShadowText.Setting);
    }

    private static double? Percent(string text)
    {
        if (text == ShadowCommands.DefaultWeight)
            return null;

        return double.TryParse(text.TrimEnd('%').TrimEnd(), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            ? percent
            : throw new RequestRefusedException(400, $"'{text}' is not a weight; give a number from 0 to 100, or '{ShadowCommands.DefaultWeight}'");
    }

    private static ShadowSteering.Wish By(Command command, ResolvedArguments arguments) =>
        ShadowSteering.Wish.By(command.Who(), arguments.ArgumentValues("reason").SingleOrDefault());

    private sealed record WatchTick(IActorRef Client, Command Command, string? Shadow) : INoSerializationVerificationNeeded;
}
