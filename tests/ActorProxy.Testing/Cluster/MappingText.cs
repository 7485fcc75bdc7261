using System.Globalization;

namespace ActorProxy.Testing.Cluster;

/// <summary>Writes Mapping resources.</summary>
internal static class MappingText
{
    /// <summary>A production Mapping that leaves the path as it is.</summary>
    public static string Production(string name, string prefix, string? service = null, double? weight = null) =>
        Mapping(name, prefix, service ?? name, weight is { } w ? Invariant($"  weight: {w}\n") : string.Empty);

    /// <summary>A shadow Mapping.</summary>
    public static string Shadow(string name, string prefix, string? service = null, double? weight = null) =>
        Mapping(name, prefix, service ?? name, "  shadow: true\n" + (weight is { } w ? Invariant($"  weight: {w}\n") : string.Empty));

    /// <summary>
    /// A production Mapping and a shadow <c>NAME-shadow</c> on it, for the prefix <c>/NAME/</c>. Production has more time to answer than by default:
    /// a machine that is busy with the tests themselves may stand still for seconds.
    /// </summary>
    /// <param name="name">Name, and service, of the production Mapping.</param>
    /// <param name="weight">The shadow's weight; null leaves it out.</param>
    public static string Pair(string name, double? weight = null) =>
        Production(name, $"/{name}/", "production") + "  timeout_ms: 20000\n" + Shadow($"{name}-shadow", $"/{name}/", "shadow", weight);

    /// <summary>A ShadowPolicy for the shadow <c>NAME-shadow</c>.</summary>
    /// <param name="name">As given to <see cref="Pair"/>.</param>
    /// <param name="compare">The policy's <c>compare</c>, as YAML in a line.</param>
    public static string Compared(string name, string compare) =>
        $"""
        ---
        apiVersion: actorproxy.io/v1
        kind: ShadowPolicy
        metadata:
          name: {name}-policy
        spec:
          mapping: {name}-shadow
          compare: {compare}

        """;

    private static string Mapping(string name, string prefix, string service, string more) =>
        $"""
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata:
          name: {name}
        spec:
          hostname: "*"
          prefix: {prefix}
          service: {service}
          rewrite: ""

        """ + more;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
