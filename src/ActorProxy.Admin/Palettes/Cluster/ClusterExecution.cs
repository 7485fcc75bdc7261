using System.Diagnostics.CodeAnalysis;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>Those commands of the palette <c>cluster</c> that need no actor system: a node that has left its cluster has none.</summary>
internal sealed class ClusterExecution
{
    private readonly NodeFacilities _facilities;
    private readonly ILogger _audit;
    private readonly Dictionary<string, Func<Command, ResolvedArguments, CommandResponse>> _answers;

    public ClusterExecution(NodeViews node, NodeFacilities facilities, ILogger audit)
    {
        (_facilities, _audit) = (facilities, audit);
        _answers = new(StringComparer.Ordinal)
        {
            [ClusterCommands.Show.Name] = (command, _) => command.Render(node.ReadCluster(), AdminJsonContext.Plain.ClusterResponse, ClusterText.Members),
            [ClusterCommands.Status.Name] = (command, _) => command.Render(node.ReadCluster(), AdminJsonContext.Plain.ClusterResponse, ClusterText.Status),
            [ClusterCommands.Join.Name] = Join,
            [ClusterCommands.Exit.Name] = Exit,
        };
    }

    /// <summary>The names of these commands.</summary>
    public IEnumerable<string> Commands => _answers.Keys;

    /// <summary>Finds out how a command is answered.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Func<Command, ResolvedArguments, CommandResponse>? answer) => _answers.TryGetValue(name, out answer);

    private CommandResponse Join(Command command, ResolvedArguments arguments)
    {
        if (_facilities.Membership is not { } membership)
            throw new RequestRefusedException(409, "this node cannot be told to join a cluster");

        try
        {
            var asked = membership.Join(arguments.ArgumentValues(ClusterCommands.Address).SingleOrDefault());
            _audit.LogWarning("cluster join {Members}, asked for by {Who}", string.Join(", ", asked), command.Who());
            return command.Render(new MembershipChangeResponse("join", asked), AdminJsonContext.Plain.MembershipChangeResponse, ClusterText.Change);
        }
        catch (InvalidOperationException refused)
        {
            throw new RequestRefusedException(409, refused.Message);
        }
    }

    private CommandResponse Exit(Command command, ResolvedArguments arguments)
    {
        if (_facilities.Exit is not { } exit)
            throw new RequestRefusedException(409, "this node cannot be told to end");

        _audit.LogWarning("cluster exit, asked for by {Who}", command.Who());
        exit();
        return command.Render(new MembershipChangeResponse("exit", []), AdminJsonContext.Plain.MembershipChangeResponse, ClusterText.Change);
    }
}
