using System.Globalization;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>Carries out the palette <c>shadow</c>.</summary>
internal sealed class ShadowCommandHandlerActor : AnsweringHandlerActor
{
    private readonly NodeViews _node;
    private readonly ShadowSteering _steering;

    public ShadowCommandHandlerActor(NodeViews node, ShadowSteering steering)
        : base(ShadowCommands.Palette)
    {
        _node = node;
        _steering = steering;
        Answer(ShadowCommands.List.Name, (command, _) =>
            Render(command, _node.ReadShadows(), AdminJsonContext.Plain.ShadowListResponse, ShadowText.List));
        Answer(ShadowCommands.Show.Name, (command, arguments) => Render(
            command,
            _steering.ReadDetail(arguments.ArgumentValues(ShadowCommands.Shadow).Single()),
            AdminJsonContext.Plain.ShadowDetailResponse,
            ShadowText.Detail));
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
    }

    private CommandResponse Stats(Command command, ResolvedArguments arguments)
    {
        var metrics = _node.ReadMetrics();
        if (arguments.ArgumentValues(ShadowCommands.Shadow).SingleOrDefault() is not { } shadow)
            return Render(command, metrics, AdminJsonContext.Plain.MetricsResponse, ShadowText.Stats);

        // Also of one that has left the configuration, as long as something is counted of it.
        if (metrics.Cluster.Shadows.FirstOrDefault(counted => counted.Name == shadow) is not { } one)
            throw _steering.Unknown(shadow);

        return Render(command, one, AdminJsonContext.Plain.ShadowMetricsResponse, counted => ShadowText.Stats(counted, metrics));
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
}
