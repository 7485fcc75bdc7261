using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>Resolves services to endpoints: from the services file where it lists them, else by DNS.</summary>
public interface IServiceDirectory
{
    /// <summary>The endpoints of a service, kept up to date. Called when a route table is put in force, not per request.</summary>
    ServiceEndpoints For(ServiceTarget service);

    /// <summary>The endpoints of a service, of the address families that a Mapping wants.</summary>
    ServiceEndpoints For(ServiceTarget service, UpstreamSettings settings) => For(service);
}

/// <summary>The endpoints of one service at this moment; the content changes when the services file or DNS does.</summary>
public abstract class ServiceEndpoints
{
    /// <summary>What this is about.</summary>
    public abstract ServiceTarget Service { get; }

    /// <summary>The present endpoints; empty when the service is known and has none, or when its name cannot be resolved.</summary>
    public abstract IReadOnlyList<ServiceEndpoint> Current { get; }

    /// <summary>Picks the next endpoint in turn, or null when there is none.</summary>
    public abstract ServiceEndpoint? Next();
}

/// <summary>One endpoint.</summary>
/// <param name="Host">Address or name to connect to.</param>
/// <param name="Port">Port.</param>
/// <param name="BaseAddress">Such as <c>http://10.0.0.7:8080</c> or <c>http://[::1]:80</c>: always with the port, without a slash at the
/// end.</param>
public sealed record ServiceEndpoint(string Host, int Port, string BaseAddress);
