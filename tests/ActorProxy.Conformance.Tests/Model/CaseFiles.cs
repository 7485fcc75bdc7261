using System.Text.RegularExpressions;

namespace ActorProxy.Conformance.Tests.Model;

/// <summary>The case files that were built with these tests.</summary>
internal static class CaseFiles
{
    private static readonly string Root = System.IO.Path.Combine(AppContext.BaseDirectory, "Cases");

    /// <summary>All of them, sorted: their paths below <c>Cases</c>, without the extension.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.yaml", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.ChangeExtension(System.IO.Path.GetRelativePath(Root, file), null))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads all cases.</summary>
    /// <param name="placeholders">What <c>${name}</c> stands for, besides <c>${id}</c> and <c>${host}</c>.</param>
    public static IReadOnlyList<ConformanceCase> ReadAll(IReadOnlyDictionary<string, string> placeholders) =>
        [.. Paths.Select((path, i) => Read(path, $"c{i + 1:000}", placeholders))];

    private static ConformanceCase Read(string path, string id, IReadOnlyDictionary<string, string> placeholders)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(Root, path + ".yaml")).Replace("${id}", id).Replace("${host}", HostOf(id));
            foreach (var (name, value) in placeholders)
                text = text.Replace($"${{{name}}}", value);
            var parts = Regex.Split(text, "^---$\n", RegexOptions.Multiline);
            return Read(path, id, CaseNode.Parse(parts[0]), string.Join("---\n", parts[1..]));
        }
        catch (Exception exception) when (exception is FormatException or YamlDotNet.Core.YamlException or OverflowException)
        {
            throw new FormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Always ten characters: lengths of hosts count in the order of routes.</summary>
    private static string HostOf(string id) => $"{id}.tests";

    private static ConformanceCase Read(string path, string id, CaseNode node, string resources)
    {
        _ = node.Required("shows");
        var upstreams = node.Map("upstreams");
        var accounting = node.Map("accounting");
        var shares = node.Map("shares");
        var result = new ConformanceCase
        {
            Path = path,
            Id = id,
            Node = node.Text("node") ?? "default",
            Replies = upstreams?.Names.ToDictionary(name => name, name => (IReadOnlyList<Reply>)[.. upstreams.Maps(name).Select(Reply.Read)]) ?? [],
            Steps = [.. node.Maps("requests").Select(step => RequestStep.Read(step, HostOf(id)))],
            Findings = [.. node.Maps("findings").Select(ExpectedFinding.Read)],
            NoFindings = node.Texts("no_findings"),
            Shares = shares?.Names.ToDictionary(name => name, shares.Required) ?? [],
            Accounting = accounting?.Names.ToDictionary(name => name, name => (IReadOnlyDictionary<string, ExpectedCount>)Counters(accounting.Map(name)!)) ?? [],
            Resources = resources,
        };
        node.Finish();
        return result;
    }

    private static Dictionary<string, ExpectedCount> Counters(CaseNode node) =>
        node.Names.ToDictionary(name => name, name => ExpectedCount.Parse(node.Required(name)));
}
