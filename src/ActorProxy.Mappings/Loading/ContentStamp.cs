using System.Text;

namespace ActorProxy.Mappings.Loading;

/// <summary>
/// Tells whether files may have changed, without reading them: paths, lengths, times and the targets of links. An exchanged link (a
/// ConfigMap's <c>..data</c>) shows in the length, time and path of what it leads to.
/// </summary>
public static class ContentStamp
{
    /// <summary>A text that changes when the files do.</summary>
    public static string Of(IEnumerable<string> paths)
    {
        var stamp = new StringBuilder();
        foreach (var found in MappingFiles.Find(paths))
        {
            stamp.Append(found.File).Append('|').Append(found.Problem);
            if (found.Problem is null)
                Append(stamp, found.File);
            stamp.Append('\n');
        }

        return stamp.ToString();
    }

    private static void Append(StringBuilder stamp, string file)
    {
        try
        {
            // Through an open handle: it follows links on every level, and length and time belong together.
            using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
            stamp.Append('|').Append(RandomAccess.GetLength(handle)).Append('|').Append(File.GetLastWriteTimeUtc(handle).Ticks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stamp.Append('|').Append(e.GetType().Name);
        }
    }
}
