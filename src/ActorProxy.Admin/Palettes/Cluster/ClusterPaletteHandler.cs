using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>The palette <c>cluster</c>.</summary>
internal sealed class ClusterPaletteHandler : CommandPaletteHandler
{
    private readonly NodeViews _node;
    private readonly ClusterExecution _execution;

    /// <param name="node">The node.</param>
    /// <param name="facilities">What its process allows.</param>
    /// <param name="audit">Where it is noted who asked for a change.</param>
    public ClusterPaletteHandler(NodeViews node, NodeFacilities facilities, ILogger audit)
        : base(ClusterCommands.Palette)
    {
        _node = node;
        _execution = new ClusterExecution(node, facilities, audit);
        HandlerProps = Props.Create(() => new ClusterCommandHandlerActor(_execution));
    }

    public override Props HandlerProps { get; }

    public override IAsyncEnumerable<CommandResponse>? WithoutSystem(Command command, CancellationToken cancellationToken)
    {
        var definition = Palette.Find(command.Name);
        return definition is not null && _execution.TryFind(command.Name, out var answer)
            ? AsyncEnumerable.Repeat(answer(command, new ResolvedArguments(definition, command)), 1)
            : null;
    }

    public override IEnumerable<string> Suggest(CommandArgument argument) =>
        argument.Name == ClusterCommands.Address ? _node.Cluster.Read().Members.Select(member => member.Address) : base.Suggest(argument);
}
