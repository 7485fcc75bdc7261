using ActorProxy.Admin.Palettes.Abstractions;
using Akka.Actor;

namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>
/// Carries out the commands of a palette for one session. It answers its <c>Sender</c> with <see cref="CommandResponse"/>s, the last of them
/// final, or hands the <c>Sender</c> to a worker that does.
/// </summary>
public abstract class CommandHandlerActor : ReceiveActor
{
    private readonly Dictionary<string, Action<Command, ResolvedArguments>> _handlers = new(StringComparer.Ordinal);

    /// <summary>Creates it.</summary>
    /// <param name="palette">The palette whose commands it carries out.</param>
    protected CommandHandlerActor(CommandPalette palette)
    {
        Palette = palette;
        Receive<Command>(command =>
        {
            if (_handlers.TryGetValue(command.Name, out var handle) && palette.Find(command.Name) is { } definition)
                handle(command, new ResolvedArguments(definition, command));
            else
                Sender.Tell(new ErroredCommandResponse($"nothing here carries out '{command.Palette} {command.Name}'"));
        });
    }

    /// <summary>The palette whose commands it carries out.</summary>
    protected CommandPalette Palette { get; }

    /// <summary>Says how a command is carried out.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="handle">Carries it out.</param>
    protected void Process(string name, Action<Command> handle) => Process(name, (command, _) => handle(command));

    /// <summary>Says how a command is carried out.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="handle">Carries it out; gets the arguments by name too.</param>
    protected void Process(string name, Action<Command, ResolvedArguments> handle) => _handlers[name] = handle;
}
