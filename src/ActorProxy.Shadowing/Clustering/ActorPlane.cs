using System.Reflection;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Control;
using ActorProxy.Shadowing.Dispatching;
using ActorProxy.Shadowing.Exchange;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Samples;
using ActorProxy.Shadowing.Streaming;
using ActorProxy.Shadowing.Wire;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>Builds one life of the actor system, in a host of its own: when the actor system ends, only that host ends with it.</summary>
internal sealed class ActorPlane(
    ClusterSettings settings, NodeIdentity identity, RouteTableStore routes, ShadowOffers offers, CopyLedger ledger, ShadowTargets? targets,
    MetricsExchange metrics, ControlStore control, SampleStore samples, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>The host of a new actor system.</summary>
    /// <param name="port">Port of remoting.</param>
    /// <param name="seeds">Whom to join; empty when the caller joins.</param>
    /// <param name="readiness">Takes the reason why copies would not reach a dispatcher, or null.</param>
    /// <param name="started">Called with the new actor system before it joins.</param>
    /// <param name="companions">Who should be in its cluster.</param>
    /// <param name="reunite">Takes the members of another cluster that the next actor system has to join.</param>
    public IHost Build(
        int port, string[] seeds, Action<string?> readiness, Action<ActorSystem> started, IReadOnlyList<Address> companions, Action<Address[]> reunite)
    {
        var tls = settings.Tls is { } files ? RemotingTlsSetup.Create(files) : null;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60));
        builder.Services.AddAkka(ClusterSettings.SystemName, akka =>
        {
            akka.ConfigureLoggers(l =>
            {
                l.ClearLoggers();
                l.AddLogger<AkkaLogActor>();
                l.LogLevel = Akka.Event.LogLevel.InfoLevel;
            });
            akka.AddSetup(new AkkaLogSetup(loggers));
            akka.AddHocon(ConfigurationFactory.ParseString(settings.Hocon).WithFallback(Builtin()), HoconAddMode.Prepend);
            if (tls is not null)
            {
                akka.AddSetup(tls);
                akka.AddHocon(ConfigurationFactory.ParseString(RemotingTlsSetup.Hocon), HoconAddMode.Prepend);
            }

            akka.WithStrictSerialization();
            akka.WithCustomSerializer("actorproxy", ShadowingSerializer.Types, system => new ShadowingSerializer(system));
            akka.WithRemoting(settings.Host, port);
            akka.WithClustering(new ClusterOptions { Roles = [.. settings.Roles], SeedNodes = seeds, AppVersion = settings.AppVersion });
            akka.WithDistributedData(new DDataOptions());
            WithDispatchers(akka);
            akka.WithActors((system, _) =>
            {
                started(system);
                Start(system, readiness);
                system.ActorOf(ReunionActor.Props(companions, reunite), ReunionActor.ActorName);
            });
        });
        return builder.Build();
    }

    private void WithDispatchers(AkkaConfigurationBuilder akka)
    {
        if (targets is null)
        {
            akka.WithShardRegionProxy<ShadowDispatcherActor>(ShadowDispatcherActor.TypeName, ClusterSettings.ShadowRole, new LaneExtractor());
            return;
        }

        var services = new DispatcherServices(targets, time);
        akka.WithShardRegion<ShadowDispatcherActor>(
            ShadowDispatcherActor.TypeName,
            entityId => ShadowDispatcherActor.Props(entityId, services),
            new LaneExtractor(),
            new ShardOptions { Role = ClusterSettings.ShadowRole, HandOffStopMessage = LaneHandOff.Instance, StateStoreMode = StateStoreMode.DData });
    }

    private void Start(ActorSystem system, Action<string?> readiness)
    {
        system.ActorOf(MetricsRelayActor.Props(metrics), MetricsRelayActor.ActorName);
        system.ActorOf(ControlReplicatorActor.Props(control), "runtime-control");
        system.ActorOf(ReadinessActor.Props(readiness), "readiness");
        system.ActorOf(QuarantineActor.Props(), "quarantine");
        if (targets is not null) system.ActorOf(SamplesActor.Props(samples), SamplesActor.ActorName);
        if (!settings.IsEdge) return;
        var settlements = system.ActorOf(SettlementActor.Props(ledger, identity.Incarnation), SettlementActor.ActorName);
        var settleTo = settlements.Path.ToStringWithAddress(Akka.Cluster.Cluster.Get(system).SelfAddress);
        var region = ClusterSharding.Get(system).ShardRegion(ShadowDispatcherActor.TypeName);
        var delivery = new LaneDelivery(region, ledger, identity.Incarnation, settleTo, time);
        system.ActorOf(CopyStreamsActor.Props(routes, offers, ledger, delivery, time), "copy-streams");
    }

    private static Config Builtin()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("actorproxy.hocon")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    // Signals are the process's business.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
