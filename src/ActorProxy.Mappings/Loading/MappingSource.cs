using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Loading;

/// <summary>A file's content, or why there is none.</summary>
/// <param name="File">The file's path as it is shown in findings; it identifies the file from one load to the next.</param>
/// <param name="Text">Its text; empty when it could not be read.</param>
public sealed record MappingSource(string File, string Text)
{
    /// <summary>Why the text could not be read; null when it could.</summary>
    public Finding? Problem { get; init; }

    /// <summary>Whether the file is known to be gone, so that nothing of it stays in force.</summary>
    public bool IsGone { get; init; }
}
