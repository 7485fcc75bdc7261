using System.Globalization;
using System.Runtime.CompilerServices;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Logs;
using ActorProxy.Admin.Palettes.Abstractions;
using ActorProxy.Admin.Palettes.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Palettes.Logs;

/// <summary>Carries out the palette <c>log</c>; needs no actor system.</summary>
/// <param name="log">The node's log.</param>
/// <param name="audit">Where it is noted who changed the level.</param>
internal sealed class LogExecution(NodeLog log, ILogger audit)
{
    /// <summary>Carries out any command of the palette.</summary>
    public IAsyncEnumerable<CommandResponse> ExecuteAsync(Command command, CancellationToken cancellationToken)
    {
        var definition = LogCommands.Palette.Find(command.Name) ?? throw new ArgumentException($"'{command.Name}' is no command of 'log'", nameof(command));
        var arguments = new ResolvedArguments(definition, command);
        if (definition == LogCommands.Level)
            return AsyncEnumerable.Repeat(Level(command, arguments), 1);

        var filter = EntryFilter.Read(arguments);
        return definition == LogCommands.Peek
            ? AsyncEnumerable.Repeat(Peek(command, filter), 1)
            : TailAsync(command, filter, cancellationToken);
    }

    private CommandResponse Peek(Command command, EntryFilter filter)
    {
        IReadOnlyList<LogEntryResponse> entries = [.. log.Latest(NodeLog.Capacity).Where(filter.Takes).TakeLast(filter.Count).Select(Describe)];
        return command.Render(entries, AdminJsonContext.Plain.IReadOnlyListLogEntryResponse, Lines);
    }

    private async IAsyncEnumerable<CommandResponse> TailAsync(Command command, EntryFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Those of the past are counted after the filter; the rest follows as it comes.
        var past = log.Latest(NodeLog.Capacity).Where(filter.Takes).TakeLast(filter.Count).Select(entry => entry.Number).ToHashSet();
        var newest = log.Latest(1) is [var last] ? last.Number : 0;
        var expected = newest + 1;
        await foreach (var entry in log.FollowAsync(NodeLog.Capacity, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Number > newest && entry.Number > expected)
                yield return command.Render(Gap(entry, entry.Number - expected), AdminJsonContext.Plain.LogEntryResponse, Line, final: false);

            expected = Math.Max(expected, entry.Number + 1);
            if (entry.Number > newest ? filter.Takes(entry) : past.Contains(entry.Number))
                yield return command.Render(Describe(entry), AdminJsonContext.Plain.LogEntryResponse, Line, final: false);
        }
    }

    private CommandResponse Level(Command command, ResolvedArguments arguments)
    {
        if (arguments.ArgumentValues(LogCommands.LevelName).SingleOrDefault() is not { } asked)
            return Render(command, new LogLevelResponse(log.Minimum.Name(), null));

        var (before, now) = (log.Minimum, LogLevels.Read(asked));
        log.Minimum = now;
        audit.LogWarning("The minimum log level is {Level} instead of {Before}, asked for by {Who}", now.Name(), before.Name(), command.Who());
        return Render(command, new LogLevelResponse(now.Name(), before.Name()));
    }

    private static CommandResponse Render(Command command, LogLevelResponse level) => command.Render(
        level,
        AdminJsonContext.Plain.LogLevelResponse,
        answer => answer.Before is null ? answer.Level : $"{answer.Level} (was {answer.Before}), on this node, until it is restarted");

    private static LogEntryResponse Describe(LogEntry entry) => new(entry.Number, entry.At, entry.Level.Name(), entry.Category, entry.Message, entry.Exception);

    private static string Lines(IReadOnlyList<LogEntryResponse> entries) =>
        entries.Count == 0 ? "No such entry is kept." : string.Join('\n', entries.Select(Line));

    private static string Line(LogEntryResponse entry)
    {
        var time = entry.At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var exception = entry.Exception is null ? "" : "\n    " + entry.Exception.ReplaceLineEndings("\n    ");
        return $"{time}  {entry.Level,-11}  {entry.Category}  {entry.Message}{exception}";
    }

    private static LogEntryResponse Gap(LogEntry next, long missed) =>
        new(next.Number - 1, next.At, LogLevel.Warning.Name(), "pbm", $"{missed} entries are missing here: more was logged than could be shown", null);

    /// <summary>Which entries are asked for.</summary>
    private sealed record EntryFilter(int Count, LogLevel Least, string? Text)
    {
        public static EntryFilter Read(ResolvedArguments arguments)
        {
            var count = arguments.ArgumentValues(LogCommands.Count).Single();
            if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > NodeLog.Capacity)
                throw new RequestRefusedException(400, $"'{count}' is not a count; give a number from 0 to {NodeLog.Capacity}");

            var level = arguments.ArgumentValues(LogCommands.LevelName).SingleOrDefault();
            return new EntryFilter(number, level is null ? LogLevel.Trace : LogLevels.Read(level), arguments.ArgumentValues(LogCommands.Text).SingleOrDefault());
        }

        public bool Takes(LogEntry entry) => entry.Level >= Least && (Text is null || Has(entry.Message) || Has(entry.Category) || Has(entry.Exception));

        private bool Has(string? text) => text?.Contains(Text!, StringComparison.OrdinalIgnoreCase) == true;
    }
}
