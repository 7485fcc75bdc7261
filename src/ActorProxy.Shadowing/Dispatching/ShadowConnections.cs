using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Connection pools of the dispatchers: one for each shadow Mapping, apart from each other and from production's.</summary>
internal static class ShadowConnections
{
    // A copy's timeout covers connecting, too; a host that drops packets should be told apart from one that is slow to answer.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(2);

    /// <summary>The pool of a shadow.</summary>
    public static HttpMessageInvoker Create(ShadowRoute route)
    {
        var connect = new[] { LongestConnect, route.Settings.Timeout, route.Upstream.ConnectTimeout }.Min();
        return new HttpMessageInvoker(UpstreamHandler.Create(route.Service, route.Upstream with { ConnectTimeout = connect }), disposeHandler: true);
    }
}
