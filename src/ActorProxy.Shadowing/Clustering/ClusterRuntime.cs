using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Offering;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>
/// Keeps an actor system running for as long as the process lives. When one ends (downed by the split-brain resolver, terminated, failed to
/// join), another is started and joins again; the process and its HTTP side go on meanwhile.
/// </summary>
internal sealed class ClusterRuntime(ClusterSettings settings, ActorPlane plane, CopyLedger ledger, ILogger<ClusterRuntime> log, TimeProvider time)
    : IClusterView, IDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceForOldPeers = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private volatile Life? _life;
    private volatile bool _wasReady;
    private volatile string? _notReady = "the actor system is starting";
    private Task _supervision = Task.CompletedTask;
    private int _port = settings.Port;
    private Address[] _peers = [];
    private volatile Address[]? _otherCluster;

    /// <inheritdoc/>
    public event Action<ActorSystem>? SystemStarted;

    /// <inheritdoc/>
    public ActorSystem? System => _life?.System;

    /// <summary>Starts the first actor system.</summary>
    /// <exception cref="InvalidOperationException">Remoting cannot bind to its address.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Life life;
        try
        {
            life = await StartLifeAsync([], cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException(
                $"Cluster remoting cannot listen on {settings.Host}:{settings.Port}: {e.GetBaseException().Message}", e);
        }

        _supervision = Task.Run(() => SuperviseAsync(life), CancellationToken.None);
    }

    /// <summary>Tells the others this node's last counters, leaves the cluster, hands over shards, and ends the actor system.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _supervision.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ClusterState Read()
    {
        if (_life is not { } life) return new ClusterState(null, "down", null, [], IsReady(), NotReadyReason());
        var cluster = life.Cluster;
        var state = cluster.State;
        var self = cluster.SelfUniqueAddress;
        var unreachable = state.Unreachable.Select(m => m.UniqueAddress).ToHashSet();
        ClusterMember[] members =
        [
            .. state.Members.OrderBy(m => m, Member.AgeOrdering).Select(m => new ClusterMember(
                m.Address.ToString(),
                [.. m.Roles.Order(StringComparer.Ordinal)],
                m.Status.ToString().ToLowerInvariant(),
                !unreachable.Contains(m.UniqueAddress),
                m.AppVersion.Version,
                m.UniqueAddress == self,
                m.Address.Equals(state.Leader))),
        ];
        var status = members.FirstOrDefault(m => m.IsSelf)?.Status ?? "joining";
        return new ClusterState(self.Address.ToString(), status, state.Leader?.ToString(), members, IsReady(), NotReadyReason());
    }

    // Traffic must not be taken from an edge because its cluster is in trouble: once ready, it stays so.
    private bool IsReady() => _notReady is null || (_wasReady && settings.IsEdge);

    private string? NotReadyReason() => IsReady() ? null : _notReady;

    private void Report(string? reason)
    {
        _notReady = reason;
        if (reason is null) _wasReady = true;
    }

    /// <summary>The only one who ends lives, so that none is left over when the process stops just as another begins.</summary>
    private async Task SuperviseAsync(Life life)
    {
        while (true)
        {
            await UntilTerminatedOrStoppingAsync(life).ConfigureAwait(false);
            if (_stopping.IsCancellationRequested) await LeaveAsync(life).ConfigureAwait(false);
            _life = null;
            Report("the actor system has ended and is being started anew");
            ledger.AbandonAll();
            await DisposeAsync(life).ConfigureAwait(false);
            if (_stopping.IsCancellationRequested) return;
            if (life.Shutdown.ShutdownReason is CoordinatedShutdown.ClusterLeavingReason)
            {
                // Somebody sent it away in good order, as before its machine is stopped: coming back would undo that.
                Report("the node has left the cluster; restart it to join again");
                log.LogWarning("The node has left the cluster; production goes on, copies are dropped once their buffers are full");
                return;
            }

            log.LogWarning("The actor system has ended; production goes on, copies wait in their buffers, and a new one joins");
            if (await RestartAsync().ConfigureAwait(false) is not { } next) return;
            life = next;
        }
    }

    private async Task UntilTerminatedOrStoppingAsync(Life life)
    {
        // Members of a system that ends cannot be read any more, so they are remembered while it lives.
        using var peers = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (!life.System.WhenTerminated.IsCompleted && !_stopping.IsCancellationRequested)
        {
            Remember(life);
            await Task.WhenAny(life.System.WhenTerminated, peers.WaitForNextTickAsync(_stopping.Token).AsTask()).ConfigureAwait(false);
        }
    }

    private async Task LeaveAsync(Life life)
    {
        await PublishLastCountersAsync(life).ConfigureAwait(false);
        try
        {
            await life.Host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.LogError(e, "The node could not leave its cluster in order");
        }
    }

    private async Task DisposeAsync(Life life)
    {
        try
        {
            await life.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.LogError(e, "What an ended actor system had held could not all be released");
        }
    }

    /// <returns>A new life, or null when the process stops before there is one.</returns>
    private async Task<Life?> RestartAsync()
    {
        if (Interlocked.Exchange(ref _otherCluster, null) is { } others) _peers = others;
        var peers = _peers;
        while (true)
        {
            try
            {
                await Task.Delay(RestartPause, time, _stopping.Token).ConfigureAwait(false);
                var life = await StartLifeAsync(peers, _stopping.Token).ConfigureAwait(false);
                if (peers.Length == 0 || await IsUpAsync(life).ConfigureAwait(false) || _stopping.IsCancellationRequested) return life;

                // None of those that were there before takes this node in: start as a fresh node would, with the configured seeds.
                peers = [];
                _life = null;
                await DisposeAsync(life).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception e)
            {
                log.LogError(e, "A new actor system could not be started; trying again");
            }
        }
    }

    private async Task<Life> StartLifeAsync(Address[] peers, CancellationToken cancellation)
    {
        Report("the actor system is starting");
        string[] configured = [.. settings.Seeds.Select(s => $"akka.tcp://{ClusterSettings.SystemName}@{s}")];
        var seeds = peers.Length > 0 ? [] : configured;
        var companions = configured.Select(Address.Parse).Concat(_peers).Distinct().ToList();
        var host = plane.Build(_port, seeds, Report, system => SystemStarted?.Invoke(system), companions, others => _otherCluster = others);
        try
        {
            // Resolved first, as the hosted service would only log what goes wrong here.
            var system = host.Services.GetRequiredService<ActorSystem>();
            await host.StartAsync(cancellation).ConfigureAwait(false);
            var life = new Life(host, system, Cluster.Get(system), CoordinatedShutdown.Get(system));
            _port = life.Cluster.SelfAddress.Port ?? _port;
            _life = life;
            if (peers.Length > 0) life.Cluster.JoinSeedNodes(peers);
            else if (seeds.Length == 0) life.Cluster.Join(life.Cluster.SelfAddress);
            return life;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private async Task<bool> IsUpAsync(Life life)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        life.Cluster.RegisterOnMemberUp(up.SetResult);
        try
        {
            await up.Task.WaitAsync(PatienceForOldPeers, time, _stopping.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PublishLastCountersAsync(Life life)
    {
        try
        {
            await life.System.ActorSelection($"/user/{MetricsRelayActor.ActorName}")
                .Ask<Akka.Done>(MetricsRelayActor.PublishFinal.Instance, TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The last counters could not be published; the cluster's totals lack what this node counted in its last second");
        }
    }

    private void Remember(Life life)
    {
        var self = life.Cluster.SelfAddress;
        Address[] others = [.. life.Cluster.State.Members.Select(m => m.Address).Where(a => !a.Equals(self)).Order()];
        if (others.Length > 0) _peers = others;
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private sealed record Life(IHost Host, ActorSystem System, Cluster Cluster, CoordinatedShutdown Shutdown) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await System.Terminate().ConfigureAwait(false);
            if (Host is IAsyncDisposable disposable) await disposable.DisposeAsync().ConfigureAwait(false);
            else Host.Dispose();
        }
    }
}
