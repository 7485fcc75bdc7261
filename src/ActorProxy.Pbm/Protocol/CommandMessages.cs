namespace ActorProxy.Pbm.Protocol;

/// <summary>Body of <c>POST /pbm/execute</c>: either a line as typed, or a palette and a command with words already split.</summary>
internal sealed record CommandRequest
{
    public string? Line { get; init; }

    public string? Palette { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string>? Arguments { get; init; }

    public bool Json { get; init; }

    public string? Who { get; init; }
}

/// <summary>One line of the answer.</summary>
/// <param name="Text">Text to show; null when there is none.</param>
/// <param name="Partial">Whether the text goes on in the next frame without a line break.</param>
/// <param name="Final">Whether this is the end.</param>
/// <param name="Error">Null, or <c>failed</c>, <c>undecided</c>, <c>usage</c>, <c>unavailable</c>, <c>stopping</c>.</param>
internal sealed record CommandFrame(string? Text, bool Partial, bool Final, string? Error);

/// <summary>Body of an answer with an error status.</summary>
internal sealed record ErrorAnswer(string Error);
