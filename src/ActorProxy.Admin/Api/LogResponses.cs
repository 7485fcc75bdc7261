namespace ActorProxy.Admin.Api;

/// <summary>One log entry; a row of <c>log peek</c>, and a line of <c>log tail</c>.</summary>
/// <param name="Number">Counts up by one from 1; what is missing between two entries was not kept.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Level"><c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c> or <c>critical</c>.</param>
/// <param name="Category">Who logged it, usually the name of a class.</param>
/// <param name="Message">What.</param>
/// <param name="Exception">The exception with its stack; null when there is none.</param>
public sealed record LogEntryResponse(long Number, DateTimeOffset At, string Level, string Category, string Message, string? Exception);

/// <summary>Answer of <c>log level</c>.</summary>
/// <param name="Level">The minimum level in force.</param>
/// <param name="Before">The one before, when it was changed; else null.</param>
public sealed record LogLevelResponse(string Level, string? Before);
