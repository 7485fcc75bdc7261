using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Logs;

/// <summary>Something that the node has logged.</summary>
/// <param name="Number">Counts up by one from 1; what is missing between two entries was not kept.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Level">How grave.</param>
/// <param name="Category">Who logged it, usually the name of a class.</param>
/// <param name="Message">What, cut off after 2,000 characters.</param>
/// <param name="Exception">The exception with its stack, cut off after 4,000 characters; null when there is none.</param>
public sealed record LogEntry(long Number, DateTimeOffset At, LogLevel Level, string Category, string Message, string? Exception);
