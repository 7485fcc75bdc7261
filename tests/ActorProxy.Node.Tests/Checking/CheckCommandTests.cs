using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Node.Checking;

namespace ActorProxy.Node.Tests.Checking;

public sealed class CheckCommandTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actorproxy-check-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Findings_areInTheOrderOfFilesAndLines_andWithServicesOnlyWhereAFileIsGiven()
    {
        Write("b.yaml", Mapping("b", "service: nobody"));
        Write("a.yaml", Mapping("a", "service: known, wieght: 3") + "---\n" + Mapping("c", "service: known, weight: ten"));
        var services = Write("services.txt", "services: {known: [\"127.0.0.1:1\"]}");

        var withServices = Check(services);

        Assert.Equal(["a.yaml", "a.yaml", "b.yaml"], withServices.Select(f => Path.GetFileName(f.File!)));
        Assert.Equal(["unknown-field", "wrong-type", "unknown-service"], withServices.Select(f => f.Code));
        Assert.Equal([Severity.Warning, Severity.Error, Severity.Warning], withServices.Select(f => f.Severity));
        Assert.DoesNotContain(Check(null), f => f.Code == "unknown-service");
    }

    private IReadOnlyList<Finding> Check(string? services) => CheckCommand.Findings([_directory.FullName], services, new MappingLoaderOptions());

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Mapping(string name, string fields) =>
        $$"""
        apiVersion: getambassador.io/v3alpha1
        kind: Mapping
        metadata: {name: {{name}}}
        spec: {hostname: "*", prefix: /{{name}}/, {{fields}}}

        """;
}
