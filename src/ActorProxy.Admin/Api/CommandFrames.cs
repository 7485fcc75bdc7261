namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /pbm/palettes</c>: everything a client needs to know to offer the node's commands.</summary>
/// <param name="Node">The node's cluster address; null while no actor system runs.</param>
/// <param name="Version">The node's version.</param>
/// <param name="Palettes">The palettes, by name.</param>
public sealed record PaletteListResponse(string? Node, string Version, IReadOnlyList<PaletteResponse> Palettes);

/// <summary>One palette.</summary>
/// <param name="Name">The first word to type.</param>
/// <param name="Commands">Its commands, by name.</param>
public sealed record PaletteResponse(string Name, IReadOnlyList<CommandDefinitionResponse> Commands);

/// <summary>One command.</summary>
/// <param name="Name">The second word to type.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Usage">How it is typed.</param>
/// <param name="Arguments">Its arguments in order.</param>
public sealed record CommandDefinitionResponse(string Name, string Description, string Usage, IReadOnlyList<CommandArgumentResponse> Arguments);

/// <summary>One argument of a command.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Mandatory">Whether it must be given.</param>
/// <param name="Positional">Whether its value may be given without a switch, in order.</param>
/// <param name="Flag">Whether its switch stands alone, without a value.</param>
/// <param name="Switches">The spellings of its switch.</param>
/// <param name="Values">The default first, then values to offer for completion; may be empty.</param>
public sealed record CommandArgumentResponse(
    string Name, string Description, bool Mandatory, bool Positional, bool Flag, IReadOnlyList<string> Switches, IReadOnlyList<string> Values);

/// <summary>Body of <c>POST /pbm/execute</c>: either <see cref="Line"/>, or <see cref="Palette"/> and <see cref="Command"/> with <see cref="Arguments"/>.</summary>
public sealed record ExecuteRequest
{
    /// <summary>A whole command as typed, such as <c>shadow weight checkout-shadow 5 -reason "too slow"</c>.</summary>
    public string? Line { get; init; }

    /// <summary>The palette.</summary>
    public string? Palette { get; init; }

    /// <summary>The command.</summary>
    public string? Command { get; init; }

    /// <summary>The words after the command, already split.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Answer JSON instead of text for people; the same as the switch <c>--json</c>.</summary>
    public bool Json { get; init; }

    /// <summary>Who asks, such as <c>alice@laptop</c>; optional.</summary>
    public string? Who { get; init; }
}

/// <summary>One line of the answer of <c>POST /pbm/execute</c>. The last one, and only that one, has <see cref="Final"/> set.</summary>
/// <param name="Text">Text to show, without a line break at its end; null when this frame only ends the answer.</param>
/// <param name="Partial">Whether the text goes on in the next frame, without a line break between.</param>
/// <param name="Final">Whether this is the end.</param>
/// <param name="Error">
/// Null, or how the command failed: <c>failed</c> (it ran and could not do what it should), <c>undecided</c> (what was asked for cannot be told
/// yet), <c>usage</c> (it was not understood), <c>unavailable</c> (no actor system runs on the node), <c>stopping</c> (the node's process ends).
/// </param>
public sealed record CommandFrame(string? Text, bool Partial, bool Final, string? Error);
