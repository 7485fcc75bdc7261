using System.Globalization;
using System.Text;

namespace ActorProxy.Mappings.Loading;

/// <summary>
/// Tells whether files may have changed, without reading them: by the paths they really have once links are followed (a ConfigMap's
/// <c>..data</c> is exchanged as a whole), their lengths and times.
/// </summary>
public sealed class ContentStamp
{
    private const int MaxLinks = 40;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _realPaths = new(StringComparer.Ordinal);

    private ContentStamp()
    {
    }

    /// <summary>A text that changes when the files do.</summary>
    public static string Of(IEnumerable<string> paths)
    {
        var stamp = new ContentStamp();
        foreach (var found in MappingFiles.Find(paths))
        {
            stamp._text.Append(found.File).Append('|').Append(found.Problem);
            if (found.Problem is null)
                stamp.Append(found.File);
            stamp._text.Append('\n');
        }

        return stamp._text.ToString();
    }

    private void Append(string file)
    {
        try
        {
            var real = new FileInfo(RealPath(Path.GetFullPath(file), MaxLinks));
            _text.Append('|').Append(real.FullName)
                .Append('|').Append(real.Length.ToString(CultureInfo.InvariantCulture))
                .Append('|').Append(real.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _text.Append('|').Append(e.GetType().Name);
        }
    }

    /// <summary>Follows the links in every part of the path.</summary>
    private string RealPath(string path, int linksLeft)
    {
        if (_realPaths.TryGetValue(path, out var known))
            return known;
        if (linksLeft == 0)
            throw new IOException($"too many links on the way to {path}");

        var real = path;
        if (Path.GetDirectoryName(path) is { } parent)
        {
            var realParent = RealPath(parent, linksLeft);
            real = Path.Combine(realParent, Path.GetFileName(path));
            if (new FileInfo(real).LinkTarget is { } target)
                real = RealPath(Path.GetFullPath(target, realParent), linksLeft - 1);
        }

        _realPaths[path] = real;
        return real;
    }
}
