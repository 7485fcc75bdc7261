namespace ActorProxy.Mappings.Routing;

/// <summary>
/// Normalises request paths as Envoy's <c>normalize_path</c> does: backslashes become slashes, dot segments are resolved (their percent-encoded
/// forms too), adjacent slashes and all other percent-encodings, <c>%2F</c> among them, are kept as they are.
/// </summary>
public static class PathNormalizer
{
    /// <summary>Returns <paramref name="path"/> itself when there is nothing to change.</summary>
    /// <param name="path">A percent-encoded path that starts with a slash, without the query.</param>
    public static string Normalize(string path) => NeedsWork(path) ? Resolve(path.Replace('\\', '/')) : path;

    private static bool NeedsWork(string path)
    {
        var rest = path.AsSpan();
        if (rest.Contains('\\'))
            return true;

        // A dot segment starts behind a slash with a dot, plain or encoded. Most paths have none, and this is all they cost.
        while (true)
        {
            var slash = rest.IndexOf('/');
            if (slash < 0)
                return false;

            rest = rest[(slash + 1)..];
            if (DotLength(rest) > 0)
            {
                var end = rest.IndexOf('/');
                if (CountDots(end < 0 ? rest : rest[..end]) is 1 or 2)
                    return true;
            }
        }
    }

    private static string Resolve(string path)
    {
        var kept = new List<Range>();
        var position = path.StartsWith('/') ? 1 : 0;
        var endsWithSlash = false;
        while (position <= path.Length)
        {
            var end = path.IndexOf('/', position);
            if (end < 0)
                end = path.Length;

            var dots = CountDots(path.AsSpan(position, end - position));
            if (dots == 2 && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            if (dots is not (1 or 2))
                kept.Add(position..end);

            // "/a/." and "/a/b/.." end with a slash; "/a/b" does not.
            endsWithSlash = dots is 1 or 2;
            position = end + 1;
        }

        var result = new System.Text.StringBuilder(path.Length);
        foreach (var range in kept)
            result.Append('/').Append(path.AsSpan()[range]);
        if (endsWithSlash || result.Length == 0)
            result.Append('/');
        return result.ToString();
    }

    /// <summary>How many dots make up the whole segment; -1 when there is anything else in it, or nothing.</summary>
    private static int CountDots(ReadOnlySpan<char> segment)
    {
        var dots = 0;
        while (!segment.IsEmpty)
        {
            var length = DotLength(segment);
            if (length == 0)
                return -1;

            segment = segment[length..];
            dots++;
        }

        return dots == 0 ? -1 : dots;
    }

    private static int DotLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("."))
            return 1;
        return text.StartsWith("%2e", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
    }
}
