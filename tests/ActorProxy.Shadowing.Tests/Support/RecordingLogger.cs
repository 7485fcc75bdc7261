using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Remembers what was logged.</summary>
internal sealed class RecordingLogger : ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
        Lines.Enqueue((level, exception is null ? format(state, exception) : $"{format(state, exception)}: {exception}"));

    public bool IsEnabled(LogLevel level) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <summary>A factory whose loggers are all this one.</summary>
    public ILoggerFactory AsFactory() => new OneLogger(this);

    private sealed class OneLogger(RecordingLogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
