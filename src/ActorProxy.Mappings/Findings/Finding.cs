namespace ActorProxy.Mappings.Findings;

/// <summary>How grave a <see cref="Finding"/> is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong (for example a document of another kind was passed over).</summary>
    Notice,

    /// <summary>Accepted, but it does not do all that it says, or probably not what its author means.</summary>
    Warning,

    /// <summary>Rejected: the resource, or the named field of it, has no effect.</summary>
    Error,
}

/// <summary>One thing that reading, linting or grouping the resources has to say.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="Code">A stable lower-case word for scripts, such as <c>second-shadow</c>.</param>
/// <param name="Resource">The resource it is about, as <c>name.namespace</c>; empty when it is about a whole file.</param>
/// <param name="Message">A sentence for people. It names the field where one is at fault.</param>
/// <param name="File">The file it stands in, as it was given; null when the source is not a file.</param>
/// <param name="Line">One-based line in that file; null when unknown.</param>
/// <param name="Field">Path of the field, such as <c>spec.weight</c>; null when it is about the whole resource.</param>
public sealed record Finding(
    Severity Severity,
    string Code,
    string Resource,
    string Message,
    string? File = null,
    int? Line = null,
    string? Field = null)
{
    /// <summary>Where it stands, as <c>file:line</c>, as far as it is known; <c>-</c> when nothing is.</summary>
    public string Place => (File, Line) switch
    {
        (null, _) => "-",
        (_, null) => File,
        _ => $"{File}:{Line}",
    };
}
