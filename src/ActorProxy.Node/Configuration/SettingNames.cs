namespace ActorProxy.Node.Configuration;

/// <summary>
/// The names of the settings: <c>--name</c> as a flag, <c>ACTORPROXY_NAME</c> in the environment, <c>ActorProxy:Name</c> in appsettings.json,
/// <c>actorproxy.name</c> in HOCON.
/// (<c>admin-token</c> has no flag: other users of the machine can read those.) Words are joined by <c>-</c> in flags and HOCON, by <c>_</c> in the environment, and by nothing in JSON.
/// </summary>
internal static class SettingNames
{
    public const string Mappings = "mappings";
    public const string Services = "services";
    public const string Listen = "listen";
    public const string Admin = "admin";
    public const string AdminToken = "admin-token";
    public const string AdminTokenFile = "admin-token-file";
    public const string AdminCertificate = "admin-certificate";
    public const string AdminKey = "admin-key";
    public const string AdminClientCa = "admin-client-ca";
    public const string ListenCertificate = "listen-certificate";
    public const string ListenKey = "listen-key";
    public const string RemoteCertificate = "remote-certificate";
    public const string RemoteKey = "remote-key";
    public const string RemoteCa = "remote-ca";
    public const string Remote = "remote";
    public const string Seed = "seed";
    public const string Roles = "roles";
    public const string State = "state";
    public const string Namespace = "namespace";
    public const string AmbassadorId = "ambassador-id";
    public const string BufferBytes = "buffer-bytes";
    public const string NodeBufferBytes = "node-buffer-bytes";
    public const string DrainDelay = "drain-delay";
    public const string TripCpu = "trip-cpu";
    public const string TripLag = "trip-lag";
    public const string TripMemory = "trip-memory";
    public const string Kubernetes = "kubernetes";
    public const string KubernetesNamespace = "kubernetes-namespace";
    public const string KubernetesEndpoints = "kubernetes-endpoints";
    public const string Kubeconfig = "kubeconfig";
    public const string LogLevel = "log-level";
    public const string Otlp = "otlp";
    public const string Trace = "trace";
    public const string AccessLog = "access-log";
    public const string CopyLog = "copy-log";
    public const string LogHeaders = "log-headers";
    public const string Redact = "redact";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Mappings, Services, Listen, Admin, Remote, Seed, Roles, State, Namespace, AmbassadorId, BufferBytes, NodeBufferBytes, LogLevel,
        AdminToken, AdminTokenFile, AdminCertificate, AdminKey, AdminClientCa, ListenCertificate, ListenKey, RemoteCertificate, RemoteKey, RemoteCa,
        DrainDelay, TripCpu, TripLag, TripMemory,
        Kubernetes, KubernetesNamespace, KubernetesEndpoints, Kubeconfig,
        Otlp, Trace, AccessLog, CopyLog, LogHeaders, Redact,
    ];
}
