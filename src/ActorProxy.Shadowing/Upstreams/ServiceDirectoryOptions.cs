using System.Net;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>Settings of a <see cref="ServiceDirectory"/>.</summary>
public sealed record ServiceDirectoryOptions
{
    /// <summary>
    /// What the services file lists for a service: <c>host:port</c> or <c>[address]:port</c> each (the service's own port where one has
    /// none), an empty list for a service that is known and has no endpoints, null for one that is not listed and is to be found by DNS.
    /// Default: nothing is listed.
    /// </summary>
    public Func<ServiceTarget, IReadOnlyList<string>?> Listed { get; init; } = static _ => null;

    /// <summary>How often names are resolved again. Default 5 s.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Resolves a host name. Default: the system's resolver.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;
}
