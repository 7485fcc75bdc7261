using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Edge.Hosting;

/// <summary>Passes everything on except the categories that write a line per request: at the edge those are counted, not logged.</summary>
internal sealed class QuietLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => IsPerRequest(categoryName) ? NullLogger.Instance : inner.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>The inner factory belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    private static bool IsPerRequest(string category) =>
        category.StartsWith("Yarp.ReverseProxy.Forwarder", StringComparison.Ordinal)
        || category.StartsWith("Microsoft.AspNetCore.Hosting.Diagnostics", StringComparison.Ordinal)
        || category.StartsWith("Microsoft.AspNetCore.Server.Kestrel.BadRequests", StringComparison.Ordinal)
        || category.StartsWith("Microsoft.AspNetCore.Server.Kestrel.Connections", StringComparison.Ordinal);
}
