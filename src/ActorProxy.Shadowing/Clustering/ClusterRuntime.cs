using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tls;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>
/// Keeps an actor system running for as long as the process lives. When one ends (downed by the split-brain resolver, terminated, failed to
/// join), another is started and joins again; the process and its HTTP side go on meanwhile.
/// </summary>
internal sealed class ClusterRuntime(ClusterSettings settings, ActorPlane plane, CopyLedger ledger, ILogger<ClusterRuntime> log, TimeProvider time)
    : IClusterView, IClusterMembership, IDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EdgePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceForOldPeers = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private volatile Life? _life;
    private readonly long _madeAt = time.GetTimestamp();
    private volatile bool _wasReady;
    private volatile string? _notReady = "the actor system is starting";
    private Task _supervision = Task.CompletedTask;
    private int _port = settings.Port;
    private volatile Address[] _peers = [];
    private volatile TaskCompletionSource? _away;
    private volatile Address[]? _otherCluster;

    /// <inheritdoc/>
    public event Action<ActorSystem>? SystemStarted;

    /// <inheritdoc/>
    public ActorSystem? System => _life?.System;

    /// <summary>Starts the first actor system.</summary>
    /// <exception cref="InvalidOperationException">Remoting cannot bind to its address.</exception>
    /// <exception cref="CertificateException">A certificate for remoting cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Life life;
        try
        {
            life = await StartLifeAsync([], cancellation).ConfigureAwait(false);
        }
        catch (EndedWhileStartingException e)
        {
            // As when a seed's certificate is bad: Akka.Remote then ends the actor system that has connected to it. An edge starts all the same.
            log.LogError(e, "The actor system has ended while it was starting; a new one is tried");
            _supervision = Task.Run(RestartAndSuperviseAsync, CancellationToken.None);
            return;
        }
        catch (Exception e) when (e is not (OperationCanceledException or CertificateException))
        {
            // Akka.Remote's exception points to an inner one that is not there.
            var cause = e.GetBaseException();
            var reason = cause is RemoteTransportException ? "the port is taken, or the host is no address of this machine" : cause.Message;
            throw new InvalidOperationException($"Cluster remoting cannot listen on {settings.Host}:{settings.Port}: {reason}", e);
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

    /// <inheritdoc/>
    public IReadOnlyList<string> Join(string? member)
    {
        Address[] asked = member is null ? Configured() : [Parse(member)];
        if (_life is { } life)
        {
            if (life.Cluster.State.Members.Any(m => m.UniqueAddress == life.Cluster.SelfUniqueAddress))
                throw new InvalidOperationException("this node is a member of a cluster already; let it leave first ('cluster leave')");
            life.Cluster.JoinSeedNodes(asked.Length > 0 ? asked : [life.Cluster.SelfAddress]);
            return [.. asked.Select(a => a.ToString())];
        }

        if (_away is not { } away) throw new InvalidOperationException("the actor system of this node is just being started; try again in a moment");
        if (member is not null || _peers.Length == 0) _peers = asked;
        away.TrySetResult();
        return [.. _peers.Select(a => a.ToString())];
    }

    private Address[] Configured() => [.. settings.Seeds.Select(Parse)];

    private static Address Parse(string member) =>
        Uri.TryCreate($"akka.tcp://{ClusterSettings.SystemName}@{member[(member.IndexOf('@', StringComparison.Ordinal) + 1)..]}", UriKind.Absolute, out var uri) && uri.Port > 0
            ? new Address("akka.tcp", ClusterSettings.SystemName, uri.Host, uri.Port)
            : throw new InvalidOperationException($"'{member}' is not an address; give HOST:PORT of a member's remoting, as 'cluster show' names it");

    // Traffic must not be taken from an edge because its cluster is in trouble: once ready, it stays so.
    // Production does not need the cluster: an edge that was ready once stays so, and one that starts while there are no dispatchers does not wait for ever.
    private bool IsReady() => _notReady is null || (settings.IsEdge && (_wasReady || time.GetElapsedTime(_madeAt) >= EdgePatience));

    private string? NotReadyReason() => IsReady() ? null : _notReady;

    private void Report(string? reason)
    {
        _notReady = reason;
        if (reason is null) _wasReady = true;
    }

    private async Task RestartAndSuperviseAsync()
    {
        if (await RestartAsync().ConfigureAwait(false) is { } life) await SuperviseAsync(life).ConfigureAwait(false);
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
                // Somebody sent it away in good order, as before its machine is stopped: coming back by itself would undo that.
                log.LogWarning("The node has left the cluster; production goes on, copies are dropped once their buffers are full");
                if (!await UntilCalledBackAsync().ConfigureAwait(false)) return;
                log.LogInformation("The node was asked to join again");
            }
            else
            {
                log.LogWarning("The actor system has ended; production goes on, copies wait in their buffers, and a new one joins");
            }

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

    /// <returns>False when the process stops before anybody asks.</returns>
    private async Task<bool> UntilCalledBackAsync()
    {
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _away = away;
        Report("the node has left the cluster; 'cluster join' or a restart brings it back");
        try
        {
            await away.Task.WaitAsync(_stopping.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            _away = null;
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
        string[] configured = [.. settings.Seeds.Select(s => $"{settings.AddressScheme}://{ClusterSettings.SystemName}@{s}")];
        var seeds = peers.Length > 0 ? [] : configured;
        var companions = configured.Select(Address.Parse).Concat(_peers).Distinct().ToList();
        var host = plane.Build(_port, seeds, Report, system => SystemStarted?.Invoke(system), companions, others => _otherCluster = others);
        ActorSystem? system = null;
        try
        {
            // Resolved first, as the hosted service would only log what goes wrong here.
            system = host.Services.GetRequiredService<ActorSystem>();
            await host.StartAsync(cancellation).ConfigureAwait(false);
            var life = new Life(host, system, Cluster.Get(system), CoordinatedShutdown.Get(system));
            _port = life.Cluster.SelfAddress.Port ?? _port;
            _life = life;
            if (peers.Length > 0) life.Cluster.JoinSeedNodes(peers);
            else if (seeds.Length == 0) life.Cluster.Join(life.Cluster.SelfAddress);
            return life;
        }
        catch (Exception e)
        {
            var isEnding = system is not null && CoordinatedShutdown.Get(system).ShutdownReason is not null;
            host.Dispose();
            if (isEnding && e is not OperationCanceledException) throw new EndedWhileStartingException(e);
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

    private sealed class EndedWhileStartingException(Exception cause) : Exception(cause.Message, cause);

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
