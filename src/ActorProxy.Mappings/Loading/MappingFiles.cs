using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Loading;

/// <summary>Reads the files that the paths given to a node name.</summary>
public static class MappingFiles
{
    private static readonly EnumerationOptions Entries = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    /// <summary>
    /// Reads files, and directories with all their <c>*.yaml</c> and <c>*.yml</c> files, at any depth, sorted by path. Names that start with a
    /// dot are passed over: a mounted ConfigMap keeps its content twice, under <c>..data</c> too. What cannot be read is a source with a problem.
    /// </summary>
    /// <param name="paths">Files and directories.</param>
    public static IReadOnlyList<MappingSource> Read(IEnumerable<string> paths) =>
        [.. Find(paths).Select(found => found.Problem is null ? Read(found.File) : Failed(found))];

    /// <summary>The files, without their content.</summary>
    internal static IReadOnlyList<FoundFile> Find(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new List<FoundFile>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                Walk(path, depth: 0, found);
            else if (File.Exists(path))
                found.Add(new FoundFile(path, null));
            else
                found.Add(new FoundFile(path, "there is no such file or directory") { IsMissing = true });
        }

        return [.. found.DistinctBy(file => file.File)];
    }

    private static void Walk(string directory, int depth, List<FoundFile> found)
    {
        // Links may run in circles.
        if (depth > 32)
            return;

        try
        {
            var entries = Directory.GetFileSystemEntries(directory, "*", Entries);
            Array.Sort(entries, StringComparer.Ordinal);
            foreach (var entry in entries.Where(entry => !Path.GetFileName(entry).StartsWith('.')))
            {
                if (Directory.Exists(entry))
                    Walk(entry, depth + 1, found);
                else if (Path.GetExtension(entry) is ".yaml" or ".yml")
                    found.Add(new FoundFile(entry, null));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Add(new FoundFile(directory, e.Message));
        }
    }

    private static MappingSource Read(string file)
    {
        try
        {
            var length = new FileInfo(file).Length;
            return length > Reading.YamlLimits.FileLength * 4L
                ? Failed(new FoundFile(file, $"the file has {length} bytes, which is too much"))
                : new MappingSource(file, File.ReadAllText(file));
        }
        catch (FileNotFoundException)
        {
            return Failed(new FoundFile(file, "the file is gone, or a link that points nowhere"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(new FoundFile(file, e.Message));
        }
    }

    private static MappingSource Failed(FoundFile found)
    {
        var code = found.IsMissing ? FindingCodes.MissingPath : FindingCodes.UnreadableFile;
        return new MappingSource(found.File, "")
        {
            Problem = new Finding(Severity.Error, code, "", $"{found.File}: {found.Problem}", found.File),
            IsGone = found.IsMissing,
        };
    }
}

/// <summary>A file that a path names.</summary>
/// <param name="File">Its path.</param>
/// <param name="Problem">Why it, or the directory, cannot be read; null when it seems fine.</param>
internal readonly record struct FoundFile(string File, string? Problem)
{
    /// <summary>Whether there is nothing under that path.</summary>
    public bool IsMissing { get; init; }
}
