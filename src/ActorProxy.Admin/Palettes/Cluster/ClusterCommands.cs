using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Cluster;

/// <summary>Definitions of the palette <c>cluster</c>.</summary>
internal static class ClusterCommands
{
    /// <summary>The argument that names a member.</summary>
    public const string Address = "address";

    public static readonly CommandDefinition Show = new CommandDefinitionBuilder()
        .WithName("show")
        .WithDescription("Lists the members: address, roles, status, mark (leader, unreachable), version.")
        .WithArgument(CommonArguments.Watch)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Status = new CommandDefinitionBuilder()
        .WithName("status")
        .WithDescription("Shows the state of the node that answers: its own status, the leader, readiness, unreachable members.")
        .WithArgument(CommonArguments.Watch)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Tail = new CommandDefinitionBuilder()
        .WithName("tail")
        .WithDescription("Shows the members, then every change of membership, reachability and leader until Ctrl-C.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Leave = new CommandDefinitionBuilder()
        .WithName("leave")
        .WithDescription("Makes a member leave in good order. Its process goes on without a cluster until 'cluster join' or a restart; an edge still serves production.")
        .WithArgument(argument => Member(argument, "The member, as 'cluster show' names it or HOST:PORT; the node connected to when left out."))
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Down = new CommandDefinitionBuilder()
        .WithName("down")
        .WithDescription("Declares a member dead: its shards move at once. Only for members that are gone or cut off for good.")
        .WithArgument(argument => Member(argument, "The member, as 'cluster show' names it or HOST:PORT.").IsMandatory(true))
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition DownUnreachable = new CommandDefinitionBuilder()
        .WithName("down-unreachable")
        .WithDescription("Declares every member dead that the node connected to cannot reach.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Join = new CommandDefinitionBuilder()
        .WithName("join")
        .WithDescription("Brings the node connected to into a cluster, after it has left one or while it has found none yet.")
        .WithArgument(argument => Member(argument, "A member of that cluster, HOST:PORT of its remoting; when left out, those that the node left, or its seeds."))
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Exit = new CommandDefinitionBuilder()
        .WithName("exit")
        .WithDescription("Ends the process of the node connected to in good order, as SIGTERM does: requests and copies are finished, then it leaves the cluster.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("cluster", [Show, Status, Tail, Join, Leave, Exit, Down, DownUnreachable]);

    private static CommandArgumentBuilder Member(CommandArgumentBuilder argument, string description) =>
        argument.WithName(Address).WithDescription(description).WithSwitch("-a").WithSwitch("-address").IsPositional();
}
