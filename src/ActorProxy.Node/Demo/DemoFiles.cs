using System.Text;

namespace ActorProxy.Node.Demo;

/// <summary>The demo's temporary directory: services file, HOCON, a copy of the example Mappings, logs and the nodes' state.</summary>
internal sealed class DemoFiles
{
    private static readonly string[] ProductionServices = ["myservice", "checkout", "catalog", "catalog-canary"];
    private static readonly string[] ShadowServices = ["myservice-shadow", "checkout-shadow", "catalog-shadow"];

    // On one machine all nodes start at the same moment and find each other at once or never: no need for a seed's usual patience.
    private const string HoconText =
        """
        akka.cluster {
          seed-node-timeout = 1s
          retry-unsuccessful-join-after = 2s
        }

        """;

    private DemoFiles(string root) => Root = root;

    /// <summary>Where the example Mappings lie beside the program.</summary>
    public static string ExampleMappings => Path.Combine(AppContext.BaseDirectory, "cluster-config", "mappings");

    /// <summary>The directory itself.</summary>
    public string Root { get; }

    /// <summary>The services file.</summary>
    public string Services => Path.Combine(Root, "services.yaml");

    /// <summary>HOCON for all nodes.</summary>
    public string Hocon => Path.Combine(Root, "demo.hocon");

    /// <summary>The Mappings in force: copies, so that a person may edit them.</summary>
    public string Mappings => Path.Combine(Root, "mappings");

    /// <summary>Where the logs lie.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Creates the directory and fills it.</summary>
    /// <param name="layout">Where the sample services listen.</param>
    /// <param name="exampleMappings">Directory of the example Mappings.</param>
    /// <exception cref="DemoException">The examples are missing.</exception>
    public static DemoFiles Create(DemoLayout layout, string exampleMappings)
    {
        var examples = Directory.Exists(exampleMappings) ? Directory.GetFiles(exampleMappings, "*.yaml") : [];
        if (examples.Length == 0)
            throw new DemoException($"the example Mappings are missing: there is no .yaml file in {exampleMappings}");

        var files = new DemoFiles(Directory.CreateTempSubdirectory("actorproxy-demo-").FullName);
        Directory.CreateDirectory(files.Mappings);
        Directory.CreateDirectory(files.Logs);
        foreach (var example in examples)
            File.Copy(example, Path.Combine(files.Mappings, Path.GetFileName(example)));
        File.WriteAllText(files.Services, ServicesText(layout));
        File.WriteAllText(files.Hocon, HoconText);
        return files;
    }

    /// <summary>The services file's text: every service of the example Mappings is one of the two samples.</summary>
    public static string ServicesText(DemoLayout layout)
    {
        var text = new StringBuilder("services:\n");
        foreach (var service in ProductionServices)
            text.Append("  ").Append(service).Append(": [\"").Append(layout.Production.Endpoint).Append("\"]\n");
        foreach (var service in ShadowServices)
            text.Append("  ").Append(service).Append(": [\"").Append(layout.Shadow.Endpoint).Append("\"]\n");
        return text.ToString();
    }

    /// <summary>The log file of a process.</summary>
    public string LogOf(string process) => Path.Combine(Logs, process + ".log");

    /// <summary>The state directory of a node.</summary>
    public string StateOf(string node) => Path.Combine(Root, "state", node);

    /// <summary>Removes everything.</summary>
    public void Delete() => Directory.Delete(Root, recursive: true);
}
