using System.Text.RegularExpressions;

namespace ActorProxy.Testing.Observability;

/// <summary>The files of <c>deploy/observability</c>.</summary>
internal static partial class ObservabilityFiles
{
    /// <summary>Their folder.</summary>
    public static string Folder { get; } = Find();

    /// <summary>All files of rules.</summary>
    public static string Rules => Path.Combine(Folder, "*.rules.yaml");

    /// <summary>The dashboard's text.</summary>
    public static string ReadDashboard() => File.ReadAllText(Path.Combine(Folder, "actorproxy-dashboard.json"));

    /// <summary>The names in a text that are a node's metrics, without the suffixes that belong to a histogram.</summary>
    public static IReadOnlySet<string> MetricsIn(string text) =>
        // What follows a colon is a part of the name of a recording rule.
        Metric().Matches(text).Select(match => match.Value).ToHashSet();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorProxy.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the repository of these tests");
        return Path.Combine(folder.FullName, "deploy", "observability");
    }

    [GeneratedRegex(@"(?<![\w:])(actorproxy|http|dotnet|process)_[a-z_]+(?![\w:])")]
    private static partial Regex Metric();
}
