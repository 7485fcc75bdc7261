using System.Globalization;
using System.Net;
using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace ActorProxy.Edge.Routes;

/// <summary>Makes an <see cref="EdgeTable"/> of each route table that is put in force, and holds the one that requests use.</summary>
internal sealed class EdgeTables : IDisposable
{
    private readonly RouteTableStore _store;
    private readonly IServiceDirectory _directory;
    private readonly ICopyOffers _offers;
    private readonly IProductionMeters _meters;
    private readonly EdgeOptions _options;
    private readonly ILogger _logger;
    private readonly ProductionClients _clients;
    private readonly Lock _compiling = new();
    private volatile EdgeTable _current = EdgeTable.Empty;

    public EdgeTables(
        RouteTableStore store, IServiceDirectory directory, ICopyOffers offers, IProductionMeters meters, EdgeOptions options, ILogger<EdgeTables> logger)
    {
        (_store, _directory, _offers, _meters, _options, _logger) = (store, directory, offers, meters, options, logger);
        _clients = new ProductionClients(options);
        store.Changed += OnChanged;
        OnChanged(store.Current);
    }

    public EdgeTable Current => _current;

    public void Dispose()
    {
        _store.Changed -= OnChanged;
        lock (_compiling)
        {
            _current = EdgeTable.Empty;
            _clients.Commit(new Dictionary<ServiceTarget, ProductionClient>());
        }
    }

    private void OnChanged(RouteTable routes)
    {
        lock (_compiling)
        {
            // The first compilation may race with a swap: the store knows which table is in force, the argument may be late.
            var newest = _store.Current;
            try
            {
                var clients = _clients.Prepare(newest.Groups.SelectMany(group => group.Productions).Select(production => production.Service));
                _current = new EdgeTable(newest, [.. newest.Groups.Select(group => Compile(group, clients))]);
                _clients.Commit(clients);
            }
            catch (Exception e)
            {
                _logger.LogError(e, "Routes {Generation} could not be put in force at the edge; the former ones stay.", newest.Generation);
            }
        }
    }

    private EdgeGroup Compile(RouteGroup group, IReadOnlyDictionary<ServiceTarget, ProductionClient> clients) => new(
        [.. group.Productions.Select(production => Compile(production, clients[production.Service]))],
        [.. group.Shadows.Select(_offers.For)],
        group.Shadows.Any(shadow => shadow.Settings.SampleBy is not null || shadow.Settings.OrderBy is not null));

    private EdgeProduction Compile(ProductionRoute route, ProductionClient client) => new()
    {
        Route = route,
        Endpoints = _directory.For(route.Service),
        Client = client,
        Meter = _meters.For(route.Name),
        TimeoutText = route.Timeout is { } timeout ? ((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null,
        Config = new ForwarderRequestConfig
        {
            ActivityTimeout = _options.IdleTimeout,
            Version = route.Service.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };
}
