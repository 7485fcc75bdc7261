using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Tests.Support;

/// <summary>Shorthand for tables from YAML.</summary>
internal static class Tables
{
    public static RouteTable Load(params string[] files) =>
        new MappingLoader().Load([.. files.Select((text, i) => new MappingSource($"file{i}.yaml", text))]);

    /// <summary>A v3alpha1 Mapping on every host; the rest of the spec as lines.</summary>
    public static string Mapping(string name, string prefix, params string[] spec) => $"""
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata:
          name: {name}
        spec:
          hostname: "*"
          prefix: {prefix}
          service: {name}
        {string.Concat(spec.Select(line => $"  {line}\n"))}
        """;

    public static string Policy(string name, params string[] spec) => $"""
        ---
        apiVersion: actorproxy.io/v1
        kind: ShadowPolicy
        metadata:
          name: {name}
        spec:
        {string.Concat(spec.Select(line => $"  {line}\n"))}
        """;

    public static string? Route(this RouteTable table, TestRequest request) =>
        table.TryMatch(request, out var match) ? match.Production.Name : null;

    public static IReadOnlyList<Finding> Errors(this RouteTable table) => [.. table.Findings.Where(finding => finding.Severity == Severity.Error)];

    public static Finding Single(this RouteTable table, string code) => Assert.Single(table.Findings, finding => finding.Code == code);
}
