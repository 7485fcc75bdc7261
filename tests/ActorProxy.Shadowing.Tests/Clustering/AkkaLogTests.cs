using System.Threading.Channels;
using ActorProxy.Shadowing.Clustering;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ActorProxy.Shadowing.Tests.Clustering;

/// <summary>What Akka logs comes out of the node's loggers as anything else does.</summary>
public sealed class AkkaLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_message_arrives_alone_with_its_level_and_category()
    {
        using var loggers = new ChannelLoggers();
        var settings = BootstrapSetup.Create().WithConfig($"akka {{ loglevel = INFO, stdout-loglevel = OFF, loggers = [\"{typeof(AkkaLogActor).AssemblyQualifiedName}\"] }}");
        using var system = ActorSystem.Create("log", settings.And(new AkkaLogSetup(loggers)));
        var cause = new InvalidOperationException("broken");

        Akka.Event.Logging.GetLogger(system, typeof(AkkaLogTests)).Error(cause, "{0} of {1}", 1, 2);
        Akka.Event.Logging.GetLogger(system, "a text").Warning("no {0} here");

        Assert.Equal((typeof(AkkaLogTests).FullName!, LogLevel.Error, "1 of 2", cause), await loggers.NextAsync(LogLevel.Error, Patience));
        var warning = await loggers.NextAsync(LogLevel.Warning, Patience);
        Assert.Equal(("Akka", null), (warning.Category, warning.Cause));
    }

    private sealed class ChannelLoggers : ILoggerFactory
    {
        private readonly Channel<(string Category, LogLevel Level, string Text, Exception? Cause)> _lines =
            Channel.CreateUnbounded<(string Category, LogLevel Level, string Text, Exception? Cause)>();

        public async Task<(string Category, LogLevel Level, string Text, Exception? Cause)> NextAsync(LogLevel level, TimeSpan patience)
        {
            using var limit = new CancellationTokenSource(patience);
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(limit.Token);
                if (line.Level == level)
                    return line;
            }
        }

        public ILogger CreateLogger(string categoryName) => new ChannelLogger(categoryName, _lines.Writer);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class ChannelLogger(string category, ChannelWriter<(string Category, LogLevel Level, string Text, Exception? Cause)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.TryWrite((category, logLevel, formatter(state, exception), exception));
    }
}
