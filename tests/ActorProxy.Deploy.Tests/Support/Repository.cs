namespace ActorProxy.Deploy.Tests.Support;

/// <summary>The files that are shipped, as they lie in the repository.</summary>
internal static class Repository
{
    /// <summary>Its top level.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files below a folder, as paths from the top level.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ActorProxy.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's top level is not above the tests");
        return folder;
    }
}
