namespace ActorProxy.Bench.Compare.Reports;

/// <summary>
/// A file of results. What a section measured stands between two marks and is replaced as a whole; what people have written around it stays.
/// </summary>
/// <param name="name">Its name in tests/bench.</param>
/// <param name="title">Its first line when it is new.</param>
internal sealed class ResultsFile(string name, string title)
{
    /// <summary>ActorProxy beside its peers.</summary>
    public static ResultsFile Comparison { get; } = new("RESULTS.md", "# What ActorProxy costs, beside its peers");

    /// <summary>How cost grows.</summary>
    public static ResultsFile Scale { get; } = new("RESULTS-scale.md", "# How cost grows with Mappings and nodes");

    /// <summary>The hot pieces one by one.</summary>
    public static ResultsFile Micro { get; } = new("RESULTS-micro.md", "# What the hot pieces cost");

    /// <summary>Where it is.</summary>
    public string FilePath { get; } = Path.Combine(Programs.Root, "tests/bench", name);

    /// <summary>Puts a section's text in its place, or at the end.</summary>
    public void Replace(string section, string text)
    {
        var file = File.Exists(FilePath) ? File.ReadAllText(FilePath) : title + "\n";
        var (begin, end) = ($"<!-- measured: {section} -->", $"<!-- end: {section} -->");
        var (from, to) = (file.IndexOf(begin, StringComparison.Ordinal), file.IndexOf(end, StringComparison.Ordinal));
        var block = $"{begin}\n{text.Trim()}\n{end}";
        File.WriteAllText(FilePath, from < 0 || to < from ? $"{file.TrimEnd()}\n\n{block}\n" : file[..from] + block + file[(to + end.Length)..]);
    }
}
