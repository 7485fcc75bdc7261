using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Routes;

/// <summary>The request target (RFC 9112, 3.2) as the client sent it, taken apart but not decoded.</summary>
/// <param name="Path">The normalised path.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="PathAndQuery">Both; the very string that was sent when nothing had to be changed.</param>
internal readonly record struct RequestTarget(string Path, string Query, string PathAndQuery)
{
    /// <summary>False for what has no path: <c>*</c> and the authority form of CONNECT. No Mapping matches those.</summary>
    public static bool TryParse(string raw, out RequestTarget target)
    {
        if (raw.Length == 0 || raw[0] != '/')
        {
            if (!TryTakePath(raw, out raw))
            {
                target = default;
                return false;
            }
        }

        var mark = raw.IndexOf('?', StringComparison.Ordinal);
        var sent = mark < 0 ? raw : raw[..mark];
        var query = mark < 0 ? "" : raw[mark..];
        var path = PathNormalizer.Normalize(sent);
        target = new RequestTarget(path, query, ReferenceEquals(path, sent) ? raw : path + query);
        return true;
    }

    /// <summary>The absolute form, which clients send to proxies: everything after the authority.</summary>
    private static bool TryTakePath(string raw, out string path)
    {
        path = "";
        var scheme = raw.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
            return false;

        var end = raw.AsSpan(scheme + 3).IndexOfAny('/', '?');
        path = end < 0 ? "/" : raw[(scheme + 3 + end)..];
        if (path[0] != '/')
            path = "/" + path;
        return true;
    }
}
