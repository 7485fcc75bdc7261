using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>Carries out the palette <c>mapping</c>.</summary>
internal sealed class MappingCommandHandlerActor : AnsweringHandlerActor
{
    private readonly NodeViews _node;

    public MappingCommandHandlerActor(NodeViews node, MappingWatcher? files)
        : base(MappingCommands.Palette)
    {
        _node = node;
        Answer(MappingCommands.List.Name, (command, _) =>
            Render(command, node.ReadDiagnostics().Routes, AdminJsonContext.Plain.IReadOnlyListRouteResponse, MappingText.List));
        Answer(MappingCommands.Errors.Name, (command, _) =>
            Render(command, node.ReadDiagnostics().Errors, AdminJsonContext.Plain.IReadOnlyListFindingResponse, MappingText.Findings));
        Answer(MappingCommands.Show.Name, (command, arguments) => Render(
            command,
            new MappingDescription(node).Describe(arguments.ArgumentValues(MappingCommands.Mapping).Single()),
            AdminJsonContext.Plain.MappingDetailResponse,
            MappingText.Detail));
        Answer(MappingCommands.Test.Name, Test);
        Answer(MappingCommands.Status.Name, (command, _) =>
            Render(command, Status(), AdminJsonContext.Plain.MappingStatusResponse, MappingText.Status));
        AnswerLater(MappingCommands.Reload.Name, (command, _) => Task.Run(() => Reload(command, files)));
        Process(MappingCommands.Check.Name, command => Task.Run(() => Check(command, files)).PipeTo(Self, Sender, failure: NotRead));
        Receive<Checked>(done =>
        {
            if (done.Errors > 0)
                Sender.Tell(new CommandResponse(done.Text, final: false), Self);
            Sender.Tell(done.Errors > 0 ? new ErroredCommandResponse($"{done.Errors} {(done.Errors == 1 ? "error" : "errors")}") : new CommandResponse(done.Text), Self);
        });
        Receive<ErroredCommandResponse>(failed => Sender.Tell(failed, Self));
    }

    private CommandResponse Test(Command command, ResolvedArguments arguments)
    {
        var answer = _node.TestRoute(
            arguments.ArgumentValues("method").Single(),
            arguments.ArgumentValues("host").SingleOrDefault(),
            arguments.ArgumentValues("target").Single(),
            arguments.ArgumentValues("header"));
        return Render(command, answer, AdminJsonContext.Plain.RouteTestResponse, RouteTestText.Of);
    }

    private MappingStatusResponse Status()
    {
        var diagnostics = _node.ReadDiagnostics();
        var told = _node.Metrics.Read().Nodes.Where(node => node.State == "live" && node.Generation.Length > 0)
            .ToLookup(node => node.Address, node => node.Generation, StringComparer.Ordinal);
        NodeGenerationResponse[] nodes = [.. _node.Cluster.Read().Members.Select(member =>
            new NodeGenerationResponse(member.Address, member.IsSelf ? diagnostics.Generation : told[member.Address].FirstOrDefault()))];
        return new MappingStatusResponse(
            diagnostics.Generation,
            nodes.All(node => node.Generation == diagnostics.Generation),
            diagnostics.Routes.Count,
            _node.Routes.Current.Shadows.Count,
            diagnostics.Errors.Count(finding => finding.Severity == "error"),
            nodes);
    }

    private CommandResponse Reload(Command command, MappingWatcher? files)
    {
        var changed = Files(files).Refresh();
        var errors = _node.Routes.Current.Findings.Count(finding => finding.Severity == Severity.Error);
        var answer = new MappingReloadResponse(changed, _node.Routes.Current.Generation, errors);
        return Render(command, answer, AdminJsonContext.Plain.MappingReloadResponse, MappingText.Reload);
    }

    private Checked Check(Command command, MappingWatcher? files)
    {
        var table = Files(files).Check();
        var errors = table.Findings.Count(finding => finding.Severity == Severity.Error);
        var answer = new MappingCheckResponse(
            table.Generation,
            table.Generation == _node.Routes.Current.Generation,
            errors,
            [.. table.Findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).Select(FindingResponse.From)]);
        return new Checked(command.Render(answer, AdminJsonContext.Plain.MappingCheckResponse, MappingText.Check).Text, errors);
    }

    private static MappingWatcher Files(MappingWatcher? files) =>
        files ?? throw new RequestRefusedException(409, "the Mappings of this node do not come from files");

    private static ErroredCommandResponse NotRead(Exception failure) => new(failure.GetBaseException().Message);

    private sealed record Checked(string Text, int Errors) : INoSerializationVerificationNeeded;
}
