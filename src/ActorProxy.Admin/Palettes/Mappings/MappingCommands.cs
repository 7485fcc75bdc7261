using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>Definitions of the palette <c>mapping</c>.</summary>
internal static class MappingCommands
{
    /// <summary>The argument that names a Mapping.</summary>
    public const string Mapping = "mapping";

    public static readonly CommandDefinition List = new CommandDefinitionBuilder()
        .WithName("list")
        .WithDescription("Lists the routes in evaluation order, with their production and shadow Mappings and weights.")
        .WithArgument(CommonArguments.Watch)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Show = new CommandDefinitionBuilder()
        .WithName("show")
        .WithDescription("Shows one Mapping in full: its routes, settings, the Mappings beside it, and what linting says of it.")
        .WithArgument(argument => argument
            .WithName(Mapping).WithDescription("The Mapping, production or shadow.").WithSwitch("-mapping").WithSwitch("-m").IsPositional().IsMandatory(true))
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Test = new CommandDefinitionBuilder()
        .WithName("test")
        .WithDescription("Says which route a request would take, what production and shadows would get, and why other routes would not; nothing is sent.")
        .WithArgument(argument => argument
            .WithName("target").WithDescription("Path with query, such as /shop/?id=7, or a whole URL.").WithSwitch("-path").WithSwitch("-p").IsPositional().IsMandatory(true))
        .WithArgument(argument => argument
            .WithName("method").WithDescription("The request's method.").WithSwitch("-method").WithSwitch("-X").WithDefaultValues("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"))
        .WithArgument(argument => argument.WithName("host").WithDescription("Its Host header.").WithSwitch("-host"))
        .WithArgument(argument => argument
            .WithName("header").WithDescription("Another header as 'Name: value'; may be given several times.").WithSwitch("-header").WithSwitch("-H").IsRepeatable())
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Check = new CommandDefinitionBuilder()
        .WithName("check")
        .WithDescription("Reads the files of the node connected to afresh and lints them, without putting anything in force; fails when there are errors.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Errors = new CommandDefinitionBuilder()
        .WithName("errors")
        .WithDescription("Lists what there is to say about the resources in force: errors, warnings and notices.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Reload = new CommandDefinitionBuilder()
        .WithName("reload")
        .WithDescription("Reads the files of the node connected to now, instead of within two seconds of a change.")
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandDefinition Status = new CommandDefinitionBuilder()
        .WithName("status")
        .WithDescription("Shows which generation of the resources each node has in force, and whether they agree.")
        .WithArgument(CommonArguments.Watch)
        .WithArgument(CommonArguments.Json)
        .Build();

    public static readonly CommandPalette Palette = new("mapping", [List, Show, Test, Check, Errors, Reload, Status]);
}
