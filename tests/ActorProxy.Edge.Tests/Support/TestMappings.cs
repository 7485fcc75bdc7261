using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>Mappings for tests, written as users write them.</summary>
internal static class TestMappings
{
    /// <summary>
    /// One production Mapping <c>prod</c> on every path, with shadows that have a policy each so that there may be several.
    /// </summary>
    public static string One(string fields, string[] shadows) =>
        Mapping("prod", "prod", fields) + string.Concat(shadows.Select((name, index) => Shadow(name, isAdditional: index > 0)));

    /// <summary>A Mapping; <paramref name="fields"/> are further lines of its spec, apart by semicolons.</summary>
    public static string Mapping(string name, string service, string fields = "rewrite: \"\"; timeout_ms: 0", string prefix = "/") => $"""
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata:
          name: {name}
        spec:
          hostname: "*"
          prefix: {prefix}
          service: {service}
          {fields.Replace(";", "\n ", StringComparison.Ordinal)}

        """;

    public static RouteTable Load(string yaml)
    {
        var table = new MappingLoader().Load([new MappingSource("test.yaml", yaml)]);
        Assert.DoesNotContain(table.Findings, finding => finding.Severity == Severity.Error);
        return table;
    }

    private static string Shadow(string name, bool isAdditional) => Mapping(name, "test", "shadow: true") + $"""
        ---
        apiVersion: actorproxy.io/v1
        kind: ShadowPolicy
        metadata:
          name: {name}-policy
        spec:
          mapping: {name}
          additional: {(isAdditional ? "true" : "false")}

        """;
}
