namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>A piece of the answer to a command.</summary>
/// <param name="text">Text to show.</param>
/// <param name="final">False when more follows.</param>
public class CommandResponse(string text, bool final = true)
{
    /// <summary>Ends an answer without adding to it.</summary>
    public static CommandResponse Empty { get; } = new("");

    /// <summary>Text to show, without a line break at its end.</summary>
    public string Text { get; } = text;

    /// <summary>Whether this is the end of the answer.</summary>
    public bool Final { get; } = final;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A piece of an answer that says that the command failed.</summary>
/// <param name="text">What went wrong, and what to do.</param>
/// <param name="final">False when more follows.</param>
public class ErroredCommandResponse(string text, bool final = true) : CommandResponse(text, final)
{
    /// <summary>Whether nothing failed, and what was asked for cannot be told yet.</summary>
    public bool IsUndecided { get; init; }
}
