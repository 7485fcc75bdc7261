using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>Brings a palette together with the actor that carries out its commands.</summary>
/// <param name="palette">The palette.</param>
public abstract class CommandPaletteHandler(CommandPalette palette)
{
    /// <summary>The palette.</summary>
    public CommandPalette Palette { get; } = palette;

    /// <summary>How to make the handler actor; one is made for each session.</summary>
    public abstract Props HandlerProps { get; }

    /// <summary>
    /// Called before the first session in an actor system, and again for each system that takes its place; the place to create actors
    /// that all sessions share, with <see cref="PaletteHost.Sys"/>.
    /// </summary>
    /// <param name="plugin">The host.</param>
    public virtual void OnRegister(PaletteHost plugin)
    {
    }

    /// <summary>Carries a command out while no actor system runs; null when it cannot do without. Ours, not in Petabridge.Cmd.</summary>
    /// <param name="command">One of the palette's commands.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public virtual IAsyncEnumerable<CommandResponse>? WithoutSystem(Command command, CancellationToken cancellationToken) => null;

    /// <summary>Values that are worth offering for an argument right now, for help and completion. Ours, not in Petabridge.Cmd.</summary>
    /// <param name="argument">An argument of one of the palette's commands.</param>
    public virtual IEnumerable<string> Suggest(CommandArgument argument) => argument.DefaultValues;
}
