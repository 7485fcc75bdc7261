namespace ActorProxy.Mappings.Routing.Policies;

/// <summary>How connections to a service are made and kept. Equal settings may share connections.</summary>
public sealed record UpstreamSettings
{
    /// <summary>Ambassador's defaults.</summary>
    public static UpstreamSettings Default { get; } = new();

    /// <summary>Time to make a connection. Default 3 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromMilliseconds(3000);

    /// <summary>After this long without a request a connection is closed. Default 1 h; null means never.</summary>
    public TimeSpan? ConnectionIdleTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>No connection gets older than this; null means no limit.</summary>
    public TimeSpan? MaxConnectionLifetime { get; init; }

    /// <summary>TCP keepalive; null leaves it off.</summary>
    public Keepalive? Keepalive { get; init; }

    /// <summary>Limits on what is under way; null means none were asked for.</summary>
    public CircuitBreakers? CircuitBreakers { get; init; }

    /// <summary>How endpoints are chosen.</summary>
    public LoadBalancing LoadBalancing { get; init; } = LoadBalancing.RoundRobin;

    /// <summary>Certificates for TLS; null means that none are sent and none are verified.</summary>
    public TlsContext? Tls { get; init; }

    /// <summary>Whether IPv4 addresses are used. Default true.</summary>
    public bool EnableIPv4 { get; init; } = true;

    /// <summary>Whether IPv6 addresses are used; null means when the service has no others.</summary>
    public bool? EnableIPv6 { get; init; }
}

/// <summary>TCP keepalive of upstream connections; what is null is left to the operating system.</summary>
/// <param name="Probes">Probes without an answer before the connection counts as dead.</param>
/// <param name="IdleTime">Silence before the first probe.</param>
/// <param name="Interval">Time between probes.</param>
public sealed record Keepalive(int? Probes, TimeSpan? IdleTime, TimeSpan? Interval);

/// <summary>A TLSContext that a Mapping's <c>tls</c> names, as far as it concerns upstream connections. Certificates come from files.</summary>
public sealed record TlsContext
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>PEM file of the authorities that the service's certificate must come from; null means that it is not verified.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>PEM file of the certificate to present; null means none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of that certificate's key.</summary>
    public string? PrivateKeyFile { get; init; }

    /// <summary>Server name to ask for; null means the service's host.</summary>
    public string? ServerName { get; init; }

    /// <summary>Whether the service's certificate is verified.</summary>
    public bool VerifiesServer => AuthorityFile is not null;
}
