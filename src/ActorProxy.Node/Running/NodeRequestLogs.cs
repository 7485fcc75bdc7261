using System.Runtime.InteropServices;
using ActorProxy.Node.Telemetry;
using ActorProxy.Shadowing.Logging;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Running;

/// <summary>The node's logs of single requests, which SIGHUP opens anew.</summary>
internal sealed class NodeRequestLogs : IAsyncDisposable
{
    private readonly PosixSignalRegistration _rotation;

    private NodeRequestLogs(RequestLogs logs)
    {
        Logs = logs;
        _rotation = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            logs.Reopen();
        });
    }

    /// <summary>The logs.</summary>
    public RequestLogs Logs { get; }

    /// <summary>Opens them.</summary>
    /// <exception cref="NodeStartException">One cannot be opened.</exception>
    public static NodeRequestLogs Open(TelemetrySettings settings, ILoggerFactory loggers)
    {
        try
        {
            return new NodeRequestLogs(RequestLogs.Open(settings.AccessLog, settings.CopyLog, settings.LogHeaders, loggers.CreateLogger<RequestLogs>()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException($"access-log, copy-log: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _rotation.Dispose();
        await Logs.DisposeAsync().ConfigureAwait(false);
    }
}
