using System.Text.Json.Serialization;

namespace ActorProxy.Admin.Ambassador;

/// <summary>
/// Answer of <c>GET /ambassador/v0/diag/?json=true</c>: what readers of Ambassador's diagnostics look for, under the names that
/// <c>diagd.py</c> gives it. Keys that only make sense for Envoy are left out.
/// </summary>
/// <param name="System">The node.</param>
/// <param name="EnvoyStatus">Whether the proxy works.</param>
/// <param name="Errors">Errors of the configuration, each as resource key and text; the key is empty for what concerns no resource.</param>
/// <param name="Notices">Warnings and notices of the configuration.</param>
/// <param name="RouteInfo">The routes in evaluation order.</param>
public sealed record AmbassadorDiagnostics(
    AmbassadorSystem System,
    AmbassadorStatus EnvoyStatus,
    IReadOnlyList<IReadOnlyList<string>> Errors,
    IReadOnlyList<AmbassadorNotice> Notices,
    IReadOnlyList<AmbassadorRoute> RouteInfo);

/// <summary>The node.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Hostname">The machine's name.</param>
/// <param name="HrUptime">How long it has been running, for people.</param>
/// <param name="LatestSnapshot">What identifies the configuration in force.</param>
/// <param name="EnvGood">Whether the node is ready.</param>
/// <param name="EnvFailures">Why not.</param>
public sealed record AmbassadorSystem(
    string Version, string Hostname, string HrUptime, string LatestSnapshot, bool EnvGood, IReadOnlyList<string> EnvFailures);

/// <summary>Whether the proxy works.</summary>
/// <param name="Alive">Always true in an answer.</param>
/// <param name="Ready">Whether it is ready for traffic.</param>
public sealed record AmbassadorStatus(bool Alive, bool Ready);

/// <summary>Something to know about the configuration.</summary>
/// <param name="Level"><c>WARNING</c> or <c>INFO</c>.</param>
/// <param name="Message">The text.</param>
public sealed record AmbassadorNotice(string Level, string Message);

/// <summary>One route.</summary>
/// <param name="Key"><c>scheme://host/prefix</c>.</param>
/// <param name="Prefix">The prefix.</param>
/// <param name="Rewrite">What the prefix becomes; empty when it stays.</param>
/// <param name="Method">The method; <c>*</c> for all.</param>
/// <param name="Host">The host; <c>*</c> for all.</param>
/// <param name="Headers">Conditions on headers.</param>
/// <param name="Precedence">Its precedence.</param>
/// <param name="Clusters">The services, shadows last.</param>
public sealed record AmbassadorRoute(
    string Key,
    string Prefix,
    string Rewrite,
    string Method,
    string Host,
    IReadOnlyList<AmbassadorHeader> Headers,
    int Precedence,
    IReadOnlyList<AmbassadorCluster> Clusters);

/// <summary>A condition on a header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What its value must be.</param>
/// <param name="Regex">Whether that is a regular expression.</param>
public sealed record AmbassadorHeader(string Name, string Value, bool Regex);

/// <summary>One service of a route.</summary>
/// <param name="Name">A name in Envoy's manner.</param>
/// <param name="Service">The service.</param>
/// <param name="Weight">
/// The percentage of the route's requests that it gets. For a shadow it is the weight in force; Ambassador always says 100 there.
/// </param>
/// <param name="TypeLabel"><c>shadow</c>, <c>redirect</c>, or null.</param>
/// <param name="Health">Its answers in words.</param>
/// <param name="Metric">The percentage of its requests that were answered below 500; null before the first.</param>
/// <param name="Color"><c>green</c>, <c>yellow</c>, <c>red</c>, or <c>grey</c> before the first request.</param>
public sealed record AmbassadorCluster(
    string Name,
    string Service,
    double Weight,
    string? TypeLabel,
    [property: JsonPropertyName("_health")] string Health,
    [property: JsonPropertyName("_hmetric")] double? Metric,
    [property: JsonPropertyName("_hcolor")] string Color);
