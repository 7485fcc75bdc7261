namespace ActorProxy.Bench.Compare.Reports;

/// <summary>
/// RESULTS.md. What a section measured stands between two marks and is replaced as a whole; what people have written around it stays.
/// </summary>
internal static class ResultsFile
{
    private const string Title = "# What ActorProxy costs, beside its peers\n";

    /// <summary>Puts a section's text in its place, or at the end.</summary>
    public static void Replace(string section, string text)
    {
        var file = File.Exists(Programs.Results) ? File.ReadAllText(Programs.Results) : Title;
        var (begin, end) = ($"<!-- measured: {section} -->", $"<!-- end: {section} -->");
        var (from, to) = (file.IndexOf(begin, StringComparison.Ordinal), file.IndexOf(end, StringComparison.Ordinal));
        var block = $"{begin}\n{text.Trim()}\n{end}";
        File.WriteAllText(Programs.Results, from < 0 || to < from ? $"{file.TrimEnd()}\n\n{block}\n" : file[..from] + block + file[(to + end.Length)..]);
    }
}
