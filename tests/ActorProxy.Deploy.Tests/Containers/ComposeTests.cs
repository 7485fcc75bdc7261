using ActorProxy.Deploy.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ActorProxy.Deploy.Tests.Containers;

public sealed class ComposeTests
{
    private const string Folder = "deploy/docker";

    // Keys of a service in the Compose specification, as far as they are used.
    private static readonly string[] ServiceKeys =
    [
        "image", "build", "command", "read_only", "cap_drop", "security_opt", "stop_grace_period", "restart", "networks", "volumes", "hostname", "environment",
        "ports", "depends_on", "healthcheck", "configs",
    ];

    private static readonly YamlMappingNode Compose = Yaml.Documents(Repository.Read($"{Folder}/compose.yaml"))[0];

    [Fact]
    public void Services_use_what_the_file_declares()
    {
        var services = (YamlMappingNode)Compose.At("services")!;
        foreach (var (name, service) in services.Children)
        {
            Assert.Empty(service.Keys().Except(ServiceKeys));
            Assert.Empty(Texts(service.At("networks")).Except(Compose.At("networks").Keys()));
            Assert.Empty(Texts(service.At("depends_on")).Except(services.Keys()));
            Assert.Empty(service.At("configs").Items().Select(config => config.Text("source")).Except(Compose.At("configs").Keys()));
            foreach (var source in Texts(service.At("volumes")).Select(volume => volume.Split(':')[0]))
                Assert.True(source.StartsWith('.') || Compose.At("volumes").Keys().Contains(source), $"{name}: {source}");
        }
    }

    [Fact]
    public void Files_that_are_mounted_or_copied_exist()
    {
        var mounted = Compose.At("services")!.AllNodes.OfType<YamlScalarNode>().Select(node => node.Value!.Split(':')[0])
            .Where(path => path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../../cluster", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(mounted.Count >= 5);
        Assert.All(mounted, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, Folder, path)), path));

        var copied = Repository.Read($"{Folder}/Dockerfile").Split('\n')
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));

        // A project that is missing here fails to restore in the image.
        var projects = Repository.Files("src", "*.csproj").Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        Assert.Empty(projects.Except(copied));
    }

    [Fact]
    public void Every_node_has_a_role_an_address_of_its_own_and_the_same_seeds()
    {
        var nodes = ((YamlMappingNode)Compose.At("services")!).Children
            .Where(service => service.Value.Text("environment", "ACTORPROXY_ROLES") is not null).ToList();
        Assert.Equal(["edge", "edge", "shadow", "shadow"], nodes.Select(node => node.Value.Text("environment", "ACTORPROXY_ROLES")).Order(StringComparer.Ordinal));
        var remotes = nodes.Select(node => node.Value.Text("environment", "ACTORPROXY_REMOTE")!).ToList();
        Assert.Equal(nodes.Select(node => $"{((YamlScalarNode)node.Key).Value}:4053"), remotes);
        var seeds = Assert.Single(nodes.Select(node => node.Value.Text("environment", "ACTORPROXY_SEED")).Distinct());
        Assert.All(seeds!.Split(','), seed => Assert.Contains(seed, remotes));
    }

    private static IEnumerable<string> Texts(YamlNode? list) => list.Items().Select(item => ((YamlScalarNode)item).Value!);
}
