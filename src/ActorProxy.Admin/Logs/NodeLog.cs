using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Logs;

/// <summary>
/// Keeps the last 1,000 log entries of the node in memory, tells those who follow what comes, and holds the minimum level, which can be changed
/// while the node runs. Hand <see cref="IsEnabled"/> to the logger factory as its only filter.
/// </summary>
/// <param name="minimum">The minimum level at first.</param>
/// <param name="time">The clock.</param>
public sealed class NodeLog(LogLevel minimum, TimeProvider time) : ILoggerProvider
{
    /// <summary>How many entries are kept.</summary>
    public const int Capacity = 1000;

    private const int LongestMessage = 2000;
    private const int LongestException = 4000;
    private const string Framework = "Microsoft";

    private readonly Lock _sync = new();
    private readonly Queue<LogEntry> _entries = new(Capacity);
    private ImmutableArray<ChannelWriter<LogEntry>> _followers = [];
    private long _last;
    private volatile int _minimum = (int)minimum;

    /// <summary>What is less grave is not logged at all; in force at once, for every logger of the node.</summary>
    public LogLevel Minimum
    {
        get => (LogLevel)_minimum;
        set
        {
            _minimum = (int)value;
            MinimumChanged?.Invoke(value);
        }
    }

    /// <summary>Raised after <see cref="Minimum"/> was set. A handler must not throw.</summary>
    public event Action<LogLevel>? MinimumChanged;

    /// <summary>Whether an entry is to be logged. The framework's own (<c>Microsoft...</c>) must be warnings at least, whatever the level.</summary>
    public bool IsEnabled(string? category, LogLevel level)
    {
        var least = category?.StartsWith(Framework, StringComparison.Ordinal) == true && _minimum < (int)LogLevel.Warning ? (int)LogLevel.Warning : _minimum;
        return level != LogLevel.None && (int)level >= least;
    }

    /// <summary>The latest entries, oldest first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<LogEntry> Latest(int most)
    {
        lock (_sync)
            return [.. _entries.Skip(Math.Max(0, _entries.Count - most))];
    }

    /// <summary>
    /// The latest entries and then those that come, until cancelled. Whoever reads too slowly misses some, as <see cref="LogEntry.Number"/> shows;
    /// the node never waits.
    /// </summary>
    /// <param name="most">How many entries of the past at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<LogEntry> FollowAsync(int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        IReadOnlyList<LogEntry> past;
        lock (_sync)
        {
            past = Latest(most);
            _followers = _followers.Add(channel.Writer);
        }

        try
        {
            foreach (var entry in past)
                yield return entry;
            await foreach (var entry in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return entry;
        }
        finally
        {
            lock (_sync)
                _followers = _followers.Remove(channel.Writer);
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held that would have to be given back.
    }

    private void Add(LogLevel level, string category, string message, string? exception)
    {
        lock (_sync)
        {
            var entry = new LogEntry(++_last, time.GetUtcNow(), level, category, Cut(message, LongestMessage), exception is null ? null : Cut(exception, LongestException));
            if (_entries.Count == Capacity)
                _entries.Dequeue();
            _entries.Enqueue(entry);
            foreach (var follower in _followers)
                follower.TryWrite(entry);
        }
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest] + " ...";

    private sealed class Writer(NodeLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(category, logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Add(logLevel, category, formatter(state, exception), exception?.ToString());
        }
    }
}
