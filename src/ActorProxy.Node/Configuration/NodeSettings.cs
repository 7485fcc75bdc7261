using ActorProxy.Admin;
using ActorProxy.Mappings.Redaction;
using ActorProxy.Node.Telemetry;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Distress;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tls;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Node.Configuration;

/// <summary>The settings of a node, whichever of flags, environment, appsettings.json and HOCON they came from.</summary>
internal sealed record NodeSettings
{
    /// <summary>Files and directories with Mapping YAML.</summary>
    public required IReadOnlyList<string> Mappings { get; init; }

    /// <summary>The services file; null resolves everything by DNS.</summary>
    public string? Services { get; init; }

    /// <summary>Where the edge listens.</summary>
    public required IReadOnlyList<string> Listen { get; init; }

    /// <summary>Certificates for those that begin with https; the first is the one for clients that ask for a name of none.</summary>
    public required IReadOnlyList<CertificateFiles> ListenCertificates { get; init; }

    /// <summary>Where the admin API listens, and whom it lets in.</summary>
    public required AdminOptions Admin { get; init; }

    /// <summary>How the node takes part in the cluster.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>Directory for durable state; null keeps nothing over a restart of the whole cluster.</summary>
    public string? State { get; init; }

    /// <summary>Memory for copies at the edge.</summary>
    public required OfferLimits Limits { get; init; }

    /// <summary>When an edge suspends copying for production's sake.</summary>
    public required DistressLimits Distress { get; init; }

    /// <summary>How long an edge that ends goes on accepting, not ready any more, so that balancers can turn away from it.</summary>
    public required TimeSpan DrainDelay { get; init; }

    /// <summary>Namespace of Mappings that name none.</summary>
    public required string Namespace { get; init; }

    /// <summary>Which Mappings are for this proxy, by their <c>ambassador_id</c>.</summary>
    public required string AmbassadorId { get; init; }

    /// <summary>The Kubernetes API to read resources from; null reads files only.</summary>
    public KubernetesSettings? Kubernetes { get; init; }

    /// <summary>What is logged.</summary>
    public required LogLevel LogLevel { get; init; }

    /// <summary>Headers whose values are neither logged nor shown in samples of replies.</summary>
    public required HeaderRedaction Redaction { get; init; }

    /// <summary>What it tells of itself.</summary>
    public required TelemetrySettings Telemetry { get; init; }
}
