using System.Globalization;
using System.Net;
using ActorProxy.Edge.Headers;
using ActorProxy.Edge.Upstreams;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;
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
    private readonly ICopyOffers _offers;
    private readonly IProductionMeters _meters;
    private readonly EdgeOptions _options;
    private readonly ILogger _logger;
    private readonly ProductionClients _clients;
    private readonly Lock _compiling = new();
    private volatile EdgeTable _current = EdgeTable.Empty;

    public EdgeTables(
        RouteTableStore store,
        IServiceDirectory directory,
        ICopyOffers offers,
        IProductionMeters meters,
        EdgeOptions options,
        ILogger<EdgeTables> logger)
    {
        (_store, _offers, _meters, _options, _logger) = (store, offers, meters, options, logger);
        _clients = new ProductionClients(directory);
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
            _clients.Commit(new Dictionary<UpstreamKey, ProductionClient>());
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
                var clients = _clients.Prepare(newest.Groups.SelectMany(Forwarding).Select(UpstreamKey.Of));
                _current = new EdgeTable(newest, [.. newest.Groups.Select(group => Compile(group, clients))]);
                _clients.Commit(clients);
            }
            catch (Exception e)
            {
                _logger.LogError(e, "Routes {Generation} could not be put in force at the edge; the former ones stay.", newest.Generation);
            }
        }
    }

    /// <summary>The members that get requests: none where the proxy answers by itself.</summary>
    private static IEnumerable<ProductionRoute> Forwarding(RouteGroup group) =>
        group.Redirect is null && group.DirectStatus is null ? group.Productions.Where(production => production.DirectStatus is null) : [];

    private EdgeGroup Compile(RouteGroup group, IReadOnlyDictionary<UpstreamKey, ProductionClient> clients)
    {
        var shadows = Compile(group.Shadows);
        return new EdgeGroup(
            group, [.. Forwarding(group).Select(production => Compile(production, clients[UpstreamKey.Of(production)], shadows))]);
    }

    private EdgeShadow[] Compile(IEnumerable<ShadowRoute> shadows) =>
        [.. shadows.Select(shadow => new EdgeShadow(_offers.For(shadow), shadow.Settings))];

    private EdgeProduction Compile(ProductionRoute route, ProductionClient client, EdgeShadow[] groupShadows) => new()
    {
        Route = route,
        Client = client,
        Shadows = route.OwnShadows is { } own ? Compile(own) : groupShadows,
        Meter = _meters.For(route.Name),
        RequestChanges = HeaderChanges.Compile(route.RequestHeaders),
        ResponseChanges = HeaderChanges.Compile(route.ResponseHeaders),
        TimeoutText = route.Timeout is { } timeout ? ((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null,
        Config = new ForwarderRequestConfig
        {
            ActivityTimeout = route.IdleTimeout ?? _options.IdleTimeout,
            Version = route.Service.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };
}
