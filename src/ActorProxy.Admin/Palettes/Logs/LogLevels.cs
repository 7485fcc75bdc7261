using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Palettes.Logs;

/// <summary>Levels as operators write them.</summary>
internal static class LogLevels
{
    /// <summary>The names to offer.</summary>
    public static readonly IReadOnlyList<string> Names = ["trace", "debug", "information", "warning", "error", "none"];

    /// <summary>A level's name.</summary>
    public static string Name(this LogLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>Reads a level.</summary>
    /// <exception cref="RequestRefusedException">It is none.</exception>
    public static LogLevel Read(string text) => text.ToLowerInvariant() switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "information" or "info" => LogLevel.Information,
        "warning" or "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "critical" => LogLevel.Critical,
        "none" or "off" => LogLevel.None,
        _ => throw new RequestRefusedException(400, $"'{text}' is not a level; give {string.Join(", ", Names)}"),
    };
}
