using ActorProxy.Admin.Logs;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Running;

/// <summary>The node's own log: on the console, and the newest of it kept for <c>pbm log</c>, which also sets the level of both.</summary>
internal sealed class NodeLoggers : IDisposable
{
    /// <summary>Opens it.</summary>
    /// <param name="level">The least level that is logged.</param>
    /// <param name="time">The clock.</param>
    public NodeLoggers(LogLevel level, TimeProvider time)
    {
        Kept = new NodeLog(level, time);
        Factory = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Trace)
            .AddFilter(Kept.IsEnabled)
            .AddProvider(Kept)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                console.UseUtcTimestamp = true;
            }));
    }

    /// <summary>The newest entries.</summary>
    public NodeLog Kept { get; }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Factory { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Factory.Dispose();
        Kept.Dispose();
    }
}
