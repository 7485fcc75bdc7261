using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Connection pools of the dispatchers: one for each shadow Mapping, apart from each other and from production's.</summary>
internal static class ShadowConnections
{
    // A copy's timeout covers connecting, too; a host that drops packets should be told apart from one that is slow to answer.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(2);

    /// <summary>The pool of a shadow.</summary>
    public static HttpMessageInvoker Create(ShadowRoute route) => Create(route.Service, route.Upstream, route.Settings.Timeout);

    /// <summary>The pool of a service that gets copies.</summary>
    /// <param name="service">The service.</param>
    /// <param name="upstream">How connections to it are made.</param>
    /// <param name="timeout">A copy's timeout.</param>
    public static HttpMessageInvoker Create(ServiceTarget service, UpstreamSettings upstream, TimeSpan timeout)
    {
        var connect = new[] { LongestConnect, timeout, upstream.ConnectTimeout }.Min();
        var handler = UpstreamHandler.Create(service, upstream with { ConnectTimeout = connect });

        // HTTP/2 says which requests were not looked at; only those are sent again.
        handler.PlaintextStreamFilter = static (context, _) => ValueTask.FromResult(
            context.NegotiatedHttpVersion.Major == 1 ? new UnrepeatedStream(context.PlaintextStream) : context.PlaintextStream);
        return new HttpMessageInvoker(handler, disposeHandler: true);
    }
}
