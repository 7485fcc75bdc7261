using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A service directory in which every service is at the same place, or nowhere.</summary>
internal sealed class FakeServices(params int[] ports) : IServiceDirectory
{
    /// <summary>The ports on loopback where services are.</summary>
    public int[] Ports { get; set; } = ports;

    /// <summary>Services that are somewhere else, by name.</summary>
    public Dictionary<string, int> Elsewhere { get; } = [];

    public ServiceEndpoints For(ServiceTarget service) => new Endpoints(this, service);

    private sealed class Endpoints(FakeServices services, ServiceTarget service) : ServiceEndpoints
    {
        private int _turn;

        public override ServiceTarget Service => service;

        public override IReadOnlyList<ServiceEndpoint> Current =>
            [.. (services.Elsewhere.TryGetValue(service.Host, out var elsewhere) ? [elsewhere] : services.Ports).Select(port => new ServiceEndpoint("127.0.0.1", port, $"{service.Scheme}://127.0.0.1:{port}"))];

        public override ServiceEndpoint? Next()
        {
            var current = Current;
            return current.Count == 0 ? null : current[Interlocked.Increment(ref _turn) % current.Count];
        }
    }
}
