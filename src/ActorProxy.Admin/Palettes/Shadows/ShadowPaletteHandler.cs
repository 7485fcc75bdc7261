using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Shadows;

/// <summary>The palette <c>shadow</c>.</summary>
internal sealed class ShadowPaletteHandler(NodeViews node, ShadowSteering steering) : CommandPaletteHandler(ShadowCommands.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new ShadowCommandHandlerActor(node, steering));

    public override IEnumerable<string> Suggest(CommandArgument argument) => argument.Name switch
    {
        ShadowCommands.Shadow => Names,
        ShadowCommands.ShadowOrAll => Names.Append(ShadowSteering.All),
        _ => argument.DefaultValues,
    };

    private IEnumerable<string> Names => node.Routes.Current.Shadows.Keys.Order(StringComparer.Ordinal);
}
