namespace ActorProxy.Bench.Compare.Cluster;

/// <summary>A path of the edge, and the shadow that rides on it.</summary>
/// <param name="Path">First part of the path; also the name of the production Mapping.</param>
/// <param name="Shadow">Address of the shadow's service, or null for none.</param>
/// <param name="Weight">Percentage that is copied.</param>
/// <param name="Policy">Fields of its ShadowPolicy, or null for none.</param>
internal sealed record BenchRoute(string Path, string? Shadow = null, int Weight = 100, string? Policy = null)
{
    /// <summary>Name of the shadow Mapping.</summary>
    public string ShadowName => $"{Path}-shadow";
}

/// <summary>Writes routes as Mapping files.</summary>
internal static class ClusterLayout
{
    /// <summary>The Mappings of these routes.</summary>
    public static string Mappings(IEnumerable<BenchRoute> routes) => string.Join("---\n", routes.SelectMany(Documents));

    /// <summary>The services of these routes.</summary>
    public static string Services(string production, IEnumerable<BenchRoute> routes) =>
        $"services:\n  production: [\"{production}\"]\n"
        + string.Concat(routes.Where(r => r.Shadow is not null).Select(r => $"  {r.ShadowName}: [\"{r.Shadow}\"]\n"));

    private static IEnumerable<string> Documents(BenchRoute route)
    {
        yield return Mapping(route.Path, route.Path, "service: production");
        if (route.Shadow is null) yield break;
        yield return Mapping(route.ShadowName, route.Path, $"service: {route.ShadowName}, shadow: true, weight: {route.Weight}");
        if (route.Policy is null) yield break;
        yield return $$"""
            apiVersion: actorproxy.io/v1
            kind: ShadowPolicy
            metadata: { name: {{route.ShadowName}}-policy }
            spec: { mapping: {{route.ShadowName}}, {{route.Policy}} }

            """;
    }

    private static string Mapping(string name, string path, string fields) => $$"""
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: {{name}} }
        spec: { hostname: "*", prefix: /{{path}}/, {{fields}} }

        """;
}
