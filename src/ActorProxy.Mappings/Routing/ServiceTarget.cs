namespace ActorProxy.Mappings.Routing;

/// <summary>Where a Mapping's <c>service</c> points: <c>[scheme://]host[.namespace][:port]</c>, read and qualified.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Host name or address; an unqualified name from a foreign namespace already has <c>.namespace</c> appended.</param>
/// <param name="Port">Port, 1 to 65535 (80 or 443 when the text gives none).</param>
/// <param name="HasExplicitPort">Whether the text gave a port.</param>
/// <param name="Http2">Talk HTTP/2 with prior knowledge (a Mapping's <c>grpc: true</c>).</param>
public sealed record ServiceTarget(string Scheme, string Host, int Port, bool HasExplicitPort, bool Http2 = false)
{
    /// <summary>The names under which a services file may list this service, most specific first: <c>host:port</c>, then <c>host</c>.</summary>
    public IReadOnlyList<string> LookupNames => [$"{Host}:{Port}", Host];

    /// <summary>The value that Envoy would put into <c>Host</c> for this service: the port only when it is not the scheme's default.</summary>
    public string Authority => (Scheme, Port) is ("http", 80) or ("https", 443) ? Host : $"{Host}:{Port}";

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}://{Host}:{Port}";
}
