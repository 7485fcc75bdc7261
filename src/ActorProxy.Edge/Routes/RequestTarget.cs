using ActorProxy.Mappings.Routing;

namespace ActorProxy.Edge.Routes;

/// <summary>The request target (RFC 9112, 3.2) as the client sent it, taken apart but not decoded.</summary>
internal readonly struct RequestTarget
{
    // What was sent, from the path on; the query begins at the mark, or there is none.
    private readonly string _sent;
    private readonly int _mark;
    private readonly bool _isChanged;

    private RequestTarget(string sent, int mark)
    {
        (_sent, _mark) = (sent, mark);
        var path = mark < 0 ? sent : sent[..mark];
        Path = PathNormalizer.Normalize(path);
        _isChanged = !ReferenceEquals(Path, path);
    }

    /// <summary>The normalised path.</summary>
    public string Path { get; }

    /// <summary>The query with its question mark, or empty. Made on demand: few routes look at it.</summary>
    public string Query => _mark < 0 ? "" : _sent[_mark..];

    /// <summary>Both; the very string that was sent when nothing had to be changed.</summary>
    public string PathAndQuery => _isChanged ? With(Path) : _sent;

    /// <summary>Another path with the same query.</summary>
    public string With(string path) => _mark < 0 ? path : string.Concat(path, _sent.AsSpan(_mark));

    /// <summary>False for what has no path: <c>*</c> and the authority form of CONNECT. No Mapping matches those.</summary>
    public static bool TryParse(string raw, out RequestTarget target)
    {
        if ((raw.Length == 0 || raw[0] != '/') && !TryTakePath(raw, out raw))
        {
            target = default;
            return false;
        }

        target = new RequestTarget(raw, raw.IndexOf('?', StringComparison.Ordinal));
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
