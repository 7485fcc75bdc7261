using ActorProxy.Admin;
using ActorProxy.Pbm.CommandLine;
using ActorProxy.Pbm.Protocol;

namespace ActorProxy.Pbm.Sessions;

/// <summary>The commands of a node, as downloaded.</summary>
internal sealed class CommandCatalog(PaletteList list)
{
    /// <summary>No commands: before a node was reached.</summary>
    public static CommandCatalog Empty { get; } = new(new PaletteList(null, "", []));

    /// <summary>The palettes.</summary>
    public IReadOnlyList<Palette> Palettes => list.Palettes;

    /// <summary>The node's cluster address, if it has one now.</summary>
    public string? Node => list.Node;

    /// <summary>Finds a palette.</summary>
    /// <exception cref="UsageException">There is none of that name; the message names the nearest.</exception>
    public Palette Palette(string name)
    {
        if (list.Palettes.FirstOrDefault(palette => palette.Name == name) is { } found)
            return found;

        var names = list.Palettes.Select(palette => palette.Name).ToList();
        var hint = name.Contains('.', StringComparison.Ordinal) || name == "localhost" ? "; a node is named HOST:PORT" : "";
        throw new UsageException($"unknown palette '{name}'{SimilarName.Hint(name, names)}; known: {string.Join(", ", names)}{hint}");
    }

    /// <summary>Finds a command.</summary>
    /// <exception cref="UsageException">There is none of that name; the message names the nearest.</exception>
    public PaletteCommand Command(string palette, string name)
    {
        var commands = Palette(palette).Commands;
        return commands.FirstOrDefault(command => command.Name == name) ?? throw new UsageException(
            $"unknown command '{palette} {name}'{SimilarName.Hint(name, commands.Select(command => command.Name))}; known: {Names(commands)}");
    }

    /// <summary>Checks that words begin with a palette and a command of it.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    public void Check(string[] words)
    {
        if (words is not [var palette, var command, ..])
            throw new UsageException($"a command is missing after '{words[0]}'; known: {Names(Palette(words[0]).Commands)}");

        Command(palette, command);
    }

    private static string Names(IEnumerable<PaletteCommand> commands) => string.Join(", ", commands.Select(command => command.Name));
}
