using System.Net;
using ActorProxy.Admin;
using ActorProxy.Edge;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;
using ActorProxy.Node.Configuration;
using ActorProxy.Node.Telemetry;
using ActorProxy.Shadowing;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Tls;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Running;

/// <summary>One running node: composes the parts for its roles, runs until asked to stop, drains.</summary>
internal static class NodeProcess
{
    /// <summary>Copies under way get this long to end before they count as unconfirmed: a shadow's time-out, and some.</summary>
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(8);

    /// <summary>Runs the node.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="signals">The first drains, the second ends at once.</param>
    /// <returns>The exit code: 0 after draining.</returns>
    /// <exception cref="NodeStartException">It cannot start.</exception>
    public static async Task<int> RunAsync(NodeSettings settings, StopSignals signals)
    {
        SocketCompletions.Choose(settings.Cluster.IsEdge);
        var time = TimeProvider.System;
        using var ownLogs = new NodeLoggers(settings.LogLevel, time);
        var (kept, loggers) = (ownLogs.Kept, ownLogs.Factory);
        var log = loggers.CreateLogger("ActorProxy.Node");
        using var ending = new CancellationTokenSource();

        var systemd = new SystemdNotifier(Environment.GetEnvironmentVariables(), log);

        // 1. What to route: read once before anything listens, then watched.
        var routes = new RouteTableStore();
        using var kubernetes = NodeKubernetes.Open(settings.Kubernetes, routes, loggers, time);
        routes.Changed += table => Report(table, log);
        var loader = new MappingLoader(new MappingLoaderOptions { Namespace = settings.Namespace, AmbassadorId = settings.AmbassadorId });
        var mappings = new MappingWatcher(settings.Mappings, loader, routes, time, kubernetes?.Mappings);
        mappings.Failed += e => log.LogError(e, "The mappings could not be read again; those in force stay");

        // 2. Where services are.
        var listed = settings.Services is { } path ? new ServicesFileWatcher(path, log) : null;
        var sources = new EndpointSources(listed, kubernetes);
        var directory = new ServiceDirectory(
            new ServiceDirectoryOptions { Listed = sources.Find }, loggers.CreateLogger<ServiceDirectory>(), time);
        await using var ownedDirectory = directory.ConfigureAwait(false);
        var following = kubernetes?.RunAsync(directory.Refresh, ending.Token) ?? Task.CompletedTask;
        if (kubernetes is not null) await NodeKubernetes.WaitAsync(kubernetes, log, signals.Stop).ConfigureAwait(false);
        mappings.Refresh();

        var requestLogs = NodeRequestLogs.Open(settings.Telemetry, loggers);
        await using var ownedLogs = requestLogs.ConfigureAwait(false);
        var logs = requestLogs.Logs;

        // 3. The plane of copies, the admin API that shows and steers it, and the edge, which needs neither.
        var plane = new ShadowPlane(
            new ShadowPlaneOptions
            {
                Cluster = settings.Cluster,
                Limits = settings.Limits,
                Distress = settings.Distress,
                StateDirectory = settings.State,
                Redaction = settings.Redaction,
                Logs = logs,
            },
            routes, directory, loggers, time);
        await using var ownedPlane = plane.ConfigureAwait(false);
        using var export = OtlpExport.Start(settings.Telemetry, settings.Cluster.AppVersion, $"{Environment.MachineName}:{Environment.ProcessId}");
        var facilities = new NodeFacilities { Log = kept, Mappings = mappings, Membership = plane.Membership, Exit = signals.Ask, IsEnding = () => signals.Stop.IsCancellationRequested };
        var admin = await StartAdminAsync(settings, plane, routes, facilities, loggers).ConfigureAwait(false);
        await using var ownedAdmin = admin.ConfigureAwait(false);
        var edge = settings.Cluster.IsEdge ? await StartEdgeAsync(settings, plane, routes, directory, logs, loggers).ConfigureAwait(false) : null;
        WarnOfOpenRemoting(settings.Cluster, log);
        await StartPlaneAsync(plane).ConfigureAwait(false);
        log.LogInformation(
            "Node started: roles {Roles}, edge {Edge}, admin {Admin}, remoting {Remote}",
            string.Join(",", settings.Cluster.Roles),
            edge is null ? "-" : string.Join(" ", edge.BoundUrls),
            string.Join(" ", admin.BoundUrls),
            plane.Cluster.Read().SelfAddress);
        using var surroundings = new SurroundingsWatcher(routes, sources, edge?.BoundUrls ?? []);
        var watching = Task.WhenAll(
            following,
            systemd.RunAsync(time, ending.Token),
            mappings.Run(ending.Token),
            surroundings.RunAsync(ending.Token),
            listed?.RunAsync(OnServicesChanged, time, ending.Token) ?? Task.CompletedTask);

        void OnServicesChanged()
        {
            directory.Refresh();
            surroundings.LookAgain();
        }

        systemd.Ready($"Roles {string.Join(",", settings.Cluster.Roles)}, {routes.Current.Groups.Count} groups");
        await WaitForAsync(signals.Stop).ConfigureAwait(false);

        // 4. Production first: its requests end, then their copies, then this node's part in the cluster.
        systemd.Stopping();
        log.LogInformation("Draining: no new connections; requests, then copies under way are finished");
        if (edge is not null)
        {
            edge.AnnounceEnd();
            await IgnoreCancellation(Task.Delay(settings.DrainDelay, time, signals.Now)).ConfigureAwait(false);
            await edge.StopAsync(signals.Now).ConfigureAwait(false);
            await IgnoreCancellation(plane.SettleAsync(SettleLimit, signals.Now)).ConfigureAwait(false);
        }

        await ending.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        await IgnoreCancellation(plane.StopAsync(signals.Now)).ConfigureAwait(false);
        if (edge is not null) await edge.DisposeAsync().ConfigureAwait(false);
        log.LogInformation("Stopped");
        return 0;
    }

    private static async Task<AdminServer> StartAdminAsync(
        NodeSettings settings, ShadowPlane plane, RouteTableStore routes, NodeFacilities facilities, ILoggerFactory loggers)
    {
        try
        {
            return await AdminServer.StartAsync(
                settings.Admin, plane.Cluster, plane.Metrics, plane.Control, routes, loggers, facilities, plane.Comparisons, plane.Telemetry).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AdminBindException or CertificateException or ArgumentException)
        {
            throw new NodeStartException($"admin: {e.Message}", e);
        }
    }

    private static async Task<EdgeServer> StartEdgeAsync(
        NodeSettings settings, ShadowPlane plane, RouteTableStore routes, ServiceDirectory directory, RequestLogs logs, ILoggerFactory loggers)
    {
        try
        {
            return await EdgeServer.StartAsync(
                new EdgeOptions
                {
                    Listen = settings.Listen,
                    Certificates = settings.ListenCertificates,
                    Tracing = settings.Telemetry.Requests,
                    Logs = logs,
                },
                routes,
                directory,
                plane.Offers,
                plane.Meters,
                loggers).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or CertificateException or ArgumentException)
        {
            throw new NodeStartException($"listen: {e.Message}", e);
        }
    }

    private static async Task StartPlaneAsync(ShadowPlane plane)
    {
        try
        {
            await plane.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or CertificateException)
        {
            throw new NodeStartException($"remote: {e.Message}", e);
        }
    }

    private static void WarnOfOpenRemoting(ClusterSettings cluster, ILogger log)
    {
        var isLoopback = cluster.Host == "localhost" || (IPAddress.TryParse(cluster.Host, out var address) && IPAddress.IsLoopback(address));
        if (isLoopback || cluster.Tls is not null) return;
        log.LogWarning(
            "Remoting on {Host}:{Port} has no TLS: whoever reaches that port reads copies and can join the cluster. "
            + "Give --remote-certificate and --remote-ca, or let only the other nodes reach it",
            cluster.Host, cluster.Port);
    }

    private static void Report(RouteTable table, ILogger log)
    {
        log.LogInformation(
            "Routes in force: generation {Generation}, {Groups} groups, {Shadows} shadows, {Findings} findings",
            table.Generation, table.Groups.Count, table.Shadows.Count, table.Findings.Count);
        foreach (var finding in table.Findings)
        {
            var level = finding.Severity switch { Severity.Error => LogLevel.Error, Severity.Warning => LogLevel.Warning, _ => LogLevel.Information };
            log.Log(level, "{Place}: {Code} {Resource}: {Message}", finding.Place, finding.Code, finding.Resource.Length == 0 ? "-" : finding.Resource, finding.Message);
        }
    }

    private static Task WaitForAsync(CancellationToken signal)
    {
        var signalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        signal.Register(signalled.SetResult);
        return signalled.Task;
    }

    private static async Task IgnoreCancellation(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The second signal: no more waiting.
        }
    }
}
