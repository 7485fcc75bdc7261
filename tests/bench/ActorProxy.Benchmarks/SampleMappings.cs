using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Benchmarks;

/// <summary>Mappings of many services in many files, as a platform team's repository has them: every tenth has a shadow, every hundredth a host of its own.</summary>
internal static class SampleMappings
{
    private const int MappingsPerFile = 100;

    /// <summary>Files with so many production Mappings.</summary>
    public static IReadOnlyList<MappingSource> Files(int mappings) =>
    [
        .. Enumerable.Range(0, mappings).Chunk(MappingsPerFile)
            .Select((numbers, file) => new MappingSource($"team-{file}.yaml", string.Concat(numbers.Select(Document)))),
    ];

    /// <summary>The table of so many production Mappings.</summary>
    public static RouteTable Table(int mappings) => new MappingLoader().Load(Files(mappings));

    /// <summary>A request that the Mapping of that number takes.</summary>
    public static SampleRequest RequestTo(int number) => new($"/team-{number / MappingsPerFile}/service-{number}/v1/items/42", Host(number));

    private static string Document(int number)
    {
        var production = Mapping($"service-{number}", number, "");
        return number % 10 == 0 ? production + Mapping($"service-{number}-shadow", number, ", shadow: true, weight: 10") : production;
    }

    private static string Mapping(string name, int number, string more) => $$"""
        ---
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: { name: {{name}} }
        spec: { hostname: "{{(number % 100 == 0 ? Host(number) : "*")}}", prefix: /team-{{number / MappingsPerFile}}/service-{{number}}/, service: {{name}}{{more}} }

        """;

    private static string Host(int number) => $"team-{number / MappingsPerFile}.example.com";
}

/// <summary>A request without headers.</summary>
internal readonly struct SampleRequest(string path, string host) : IRequestHead
{
    public string Method => "GET";

    public string Authority => host;

    public string Path => path;

    public string Query => "";

    public string? Header(string name) => null;
}
