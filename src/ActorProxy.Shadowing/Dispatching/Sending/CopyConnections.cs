using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Makes the connections to a shadow's service.</summary>
internal static class CopyConnections
{
    // A copy's timeout covers connecting, too; a host that drops packets should be told apart from one that is slow to answer.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(2);

    /// <summary>Connections of the shadow's own.</summary>
    public static ICopyConnections Create(ShadowRoute route, TimeProvider time)
    {
        var connect = new[] { LongestConnect, route.Settings.Timeout, route.Upstream.ConnectTimeout }.Min();
        var settings = route.Upstream with { ConnectTimeout = connect };
        return route.Service.Http2 ? new Http2Connections(route.Service, settings) : new Http1Connections(route.Service, settings, time);
    }
}
