using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Routes;

/// <summary>The clients of all production services in use, by service. Changed only while a route table is put in force.</summary>
internal sealed class ProductionClients(EdgeOptions options)
{
    private Dictionary<ServiceTarget, ProductionClient> _inUse = [];

    /// <summary>Clients for <paramref name="services"/>: those in use already stay, others are made. Nothing is closed yet.</summary>
    public IReadOnlyDictionary<ServiceTarget, ProductionClient> Prepare(IEnumerable<ServiceTarget> services)
    {
        var next = new Dictionary<ServiceTarget, ProductionClient>();
        foreach (var service in services)
        {
            if (!next.ContainsKey(service))
                next.Add(service, _inUse.GetValueOrDefault(service) ?? new ProductionClient(service, ProductionHandler.Create(service, options)));
        }

        return next;
    }

    /// <summary>Takes <paramref name="next"/> as those in use, and lets go of the others.</summary>
    public void Commit(IReadOnlyDictionary<ServiceTarget, ProductionClient> next)
    {
        var before = _inUse;
        _inUse = new Dictionary<ServiceTarget, ProductionClient>(next);
        foreach (var (service, client) in before)
        {
            if (!_inUse.ContainsKey(service))
                client.Leave();
        }
    }
}
