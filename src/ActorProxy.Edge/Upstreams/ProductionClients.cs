using ActorProxy.Edge.Balancing;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Edge.Upstreams;

/// <summary>The clients of all production services in use. Changed only while a route table is put in force.</summary>
internal sealed class ProductionClients(IServiceDirectory directory)
{
    private Dictionary<UpstreamKey, ProductionClient> _inUse = [];

    /// <summary>Clients for <paramref name="keys"/>: those in use already stay, others are made. Nothing is closed yet.</summary>
    public IReadOnlyDictionary<UpstreamKey, ProductionClient> Prepare(IEnumerable<UpstreamKey> keys)
    {
        var next = new Dictionary<UpstreamKey, ProductionClient>();
        foreach (var key in keys)
        {
            if (!next.ContainsKey(key))
                next.Add(key, _inUse.GetValueOrDefault(key) ?? Create(key));
        }

        return next;
    }

    /// <summary>Takes <paramref name="next"/> as those in use, and lets go of the others.</summary>
    public void Commit(IReadOnlyDictionary<UpstreamKey, ProductionClient> next)
    {
        var before = _inUse;
        _inUse = new Dictionary<UpstreamKey, ProductionClient>(next);
        foreach (var (key, client) in before)
        {
            if (!_inUse.ContainsKey(key))
                client.Leave();
        }
    }

    private ProductionClient Create(UpstreamKey key)
    {
        var picker = EndpointPicker.Create(directory.For(key.Service, key.Settings), key.Settings.LoadBalancing);
        return new ProductionClient(key, picker, UpstreamHandler.Create(key.Service, key.Settings));
    }
}
