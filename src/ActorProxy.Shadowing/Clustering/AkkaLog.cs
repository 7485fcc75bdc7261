using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using MessageLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>
/// Writes what Akka logs to the node's loggers: the message alone, as time, level and category are theirs to add. (Akka.Hosting's own logger puts
/// them into the message once more, and makes warnings of errors.)
/// </summary>
internal sealed class AkkaLogActor : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly Dictionary<Type, ILogger> _loggers = [];

    public AkkaLogActor()
    {
        var factory = Context.System.Settings.Setup.Get<AkkaLogSetup>().Value.Loggers;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(happened =>
        {
            if (!_loggers.TryGetValue(happened.LogClass, out var logger))
                _loggers[happened.LogClass] = logger = factory.CreateLogger(Category(happened.LogClass));
            Write(logger, happened);
        });
    }

    // What stands in for a class where Akka has only a text for the source.
    private static string Category(Type logClass) =>
        logClass == typeof(DummyClassForStringSources) ? nameof(Akka) : logClass.FullName ?? nameof(Akka);

    private static void Write(ILogger logger, LogEvent happened)
    {
        var level = happened.LogLevel() switch
        {
            Akka.Event.LogLevel.DebugLevel => MessageLevel.Debug,
            Akka.Event.LogLevel.InfoLevel => MessageLevel.Information,
            Akka.Event.LogLevel.WarningLevel => MessageLevel.Warning,
            _ => MessageLevel.Error,
        };
        if (logger.IsEnabled(level))
            logger.Log(level, default, happened, happened.Cause, static (state, _) => Text(state));
    }

    // A message that cannot be formatted must not take the logger with it.
    private static string Text(LogEvent happened)
    {
        try
        {
            return happened.Message?.ToString() ?? "";
        }
        catch (FormatException problem)
        {
            return $"a message of {happened.LogSource} could not be formatted: {problem.Message}";
        }
    }
}

/// <summary>Tells <see cref="AkkaLogActor"/> where to write.</summary>
/// <param name="loggers">The node's loggers.</param>
internal sealed class AkkaLogSetup(ILoggerFactory loggers) : Setup
{
    /// <summary>The node's loggers.</summary>
    public ILoggerFactory Loggers { get; } = loggers;
}
