using ActorProxy.Edge.Telemetry;
using ActorProxy.Shadowing.Logging;
using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Edge;

/// <summary>Settings of an <see cref="EdgeServer"/>.</summary>
public sealed record EdgeOptions
{
    /// <summary>
    /// Where to listen, such as <c>http://127.0.0.1:8080</c>: scheme <c>http</c> or <c>https</c>, an IP address, <c>localhost</c> or <c>*</c>, and a
    /// port (0 takes any free one). HTTP/1.1 and HTTP/2 share each port, by prior knowledge or by ALPN.
    /// </summary>
    public required IReadOnlyList<string> Listen { get; init; }

    /// <summary>
    /// Certificates for <c>https</c>, chosen by the name that the client asks for (SNI); the first one is for all other names. Read again when
    /// their files change.
    /// </summary>
    public IReadOnlyList<CertificateFiles> Certificates { get; init; } = [];

    /// <summary>
    /// How long <see cref="EdgeServer.StopAsync"/> waits for requests in flight before it ends their connections. Default 30 s.
    /// </summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an exchange may go without a byte in either direction before it is ended. Default 5 min (Envoy:
    /// <c>stream_idle_timeout</c>).
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What becomes of requests in traces. Default nothing.</summary>
    public RequestTracing Tracing { get; init; }

    /// <summary>Where lines about single requests go. Default nowhere.</summary>
    public RequestLogs Logs { get; init; } = RequestLogs.None;

    /// <summary>
    /// How long the rest of a body is read for the sake of its copies after production has failed or has answered early. Default 5 s, which
    /// is what Kestrel takes anyway to drain a body that nobody read.
    /// </summary>
    public TimeSpan RecordingGrace { get; init; } = TimeSpan.FromSeconds(5);
}
