using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Headers;

/// <summary>The client's address as <c>x-forwarded-for</c> tells it.</summary>
internal static class ClientAddress
{
    public static string Of(ConnectionInfo connection)
    {
        // A socket for both families shows IPv4 clients as ::ffff:a.b.c.d. An address keeps its text once it was asked for it.
        var address = connection.RemoteIpAddress;
        return (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "unknown";
    }
}
