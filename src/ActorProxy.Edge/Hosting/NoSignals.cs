using Microsoft.Extensions.Hosting;

namespace ActorProxy.Edge.Hosting;

/// <summary>Leaves the process's signals alone: when the edge stops is for its owner to say, not for its web host.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
