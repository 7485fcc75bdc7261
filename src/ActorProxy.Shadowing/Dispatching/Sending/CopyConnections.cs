using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Makes the connections to a service that gets copies.</summary>
internal static class CopyConnections
{
    // A copy's timeout covers connecting, too; a host that drops packets should be told apart from one that is slow to answer.
    private const double LongestConnect = 2.0 / 3;

    /// <summary>Connections of the shadow's own.</summary>
    public static ICopyConnections Create(ShadowRoute route, TimeProvider time) => Create(route.Service, route.Upstream, route.Settings.Timeout, time);

    /// <summary>Connections to a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="upstream">How connections to it are made.</param>
    /// <param name="timeout">A copy's timeout.</param>
    /// <param name="time">The clock.</param>
    public static ICopyConnections Create(ServiceTarget service, UpstreamSettings upstream, TimeSpan timeout, TimeProvider time)
    {
        var longest = timeout * LongestConnect;
        var settings = upstream.ConnectTimeout > longest ? upstream with { ConnectTimeout = longest } : upstream;
        return service.Http2 ? new Http2Connections(service, settings) : new Http1Connections(service, settings, time);
    }
}
