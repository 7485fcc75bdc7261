using ActorProxy.Edge.Balancing;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Edge.Upstreams;

/// <summary>What makes connections different: the service, and how a Mapping wants it connected to.</summary>
internal sealed record UpstreamKey(ServiceTarget Service, UpstreamSettings Settings)
{
    public static UpstreamKey Of(ProductionRoute route) => new(route.Service, route.Upstream);
}

/// <summary>
/// The pooled connections to one production service, and what is under way on them. It is kept over reloads for as long as a route needs
/// it, and closed once no route and no request does.
/// </summary>
internal sealed class ProductionClient
{
    // One for the routes, one for each request in flight. At zero it is closed for good.
    private int _users = 1;

    public ProductionClient(UpstreamKey key, EndpointPicker picker, HttpMessageHandler handler)
    {
        (Key, Picker) = (key, picker);
        Invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        Load = new UpstreamLoad(key.Settings.CircuitBreakers, key.Service.Http2);
    }

    public UpstreamKey Key { get; }

    public EndpointPicker Picker { get; }

    public HttpMessageInvoker Invoker { get; }

    public UpstreamLoad Load { get; }

    public UriCache Uris { get; } = new();

    /// <summary>Keeps it open for one request. False when it is closed already: the routes have changed, look again.</summary>
    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return true;
            users = seen;
        }

        return false;
    }

    /// <summary>Ends what <see cref="TryEnter"/> began; called once more by the routes when none of them needs it any longer.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            Invoker.Dispose();
    }
}
