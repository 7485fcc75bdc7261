using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Routes;

/// <summary>
/// The pooled connections to one production service. It is kept over reloads for as long as a route needs it, and closed once no route and no
/// request does.
/// </summary>
internal sealed class ProductionClient
{
    // One for the routes, one for each request in flight. At zero it is closed for good.
    private int _users = 1;

    public ProductionClient(ServiceTarget service, HttpMessageHandler handler)
    {
        Service = service;
        Invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    public ServiceTarget Service { get; }

    public HttpMessageInvoker Invoker { get; }

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
