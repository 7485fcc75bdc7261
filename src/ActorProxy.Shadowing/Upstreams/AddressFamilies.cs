using System.Net;
using System.Net.Sockets;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>
/// Which of a name's addresses are used (Ambassador: <c>enable_ipv4</c>, <c>enable_ipv6</c>, which become Envoy's DNS lookup family: both mean IPv6
/// before IPv4).
/// </summary>
/// <param name="IPv4">Whether IPv4 addresses are used.</param>
/// <param name="IPv6">Whether IPv6 addresses are used; null means when the name has no others.</param>
internal sealed record AddressFamilies(bool IPv4, bool? IPv6)
{
    public static AddressFamilies Of(UpstreamSettings settings) => new(settings.EnableIPv4, settings.EnableIPv6);

    public IEnumerable<IPAddress> Choose(IReadOnlyCollection<IPAddress> addresses)
    {
        var ipv4 = addresses.Where(address => IPv4 && address.AddressFamily == AddressFamily.InterNetwork);
        var ipv6 = addresses.Where(address => IPv6 != false && address.AddressFamily == AddressFamily.InterNetworkV6);
        var (first, second) = IPv6 == true ? (ipv6, ipv4) : (ipv4, ipv6);
        return first.Any() ? first : second;
    }
}
