namespace ActorProxy.Pbm.Protocol;

/// <summary>Answer of <c>GET /pbm/palettes</c>: the commands that the node knows.</summary>
internal sealed record PaletteList(string? Node, string Version, IReadOnlyList<Palette> Palettes);

/// <summary>One palette.</summary>
internal sealed record Palette(string Name, IReadOnlyList<PaletteCommand> Commands);

/// <summary>One command of a palette.</summary>
internal sealed record PaletteCommand(string Name, string Description, string Usage, IReadOnlyList<CommandArgument> Arguments);

/// <summary>One argument of a command.</summary>
internal sealed record CommandArgument(
    string Name, string Description, bool Mandatory, bool Positional, bool Flag, IReadOnlyList<string> Switches, IReadOnlyList<string> Values);
