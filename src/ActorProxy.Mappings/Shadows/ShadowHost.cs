namespace ActorProxy.Mappings.Shadows;

/// <summary>The Host of a copy.</summary>
public static class ShadowHost
{
    private const string Suffix = "-shadow";

    /// <summary>
    /// Puts <c>-shadow</c> behind the host and before the port (Envoy <c>shadow_writer_impl.cc</c>): before the last colon, or at the end when
    /// there is none or a <c>]</c> stands behind it.
    /// </summary>
    /// <param name="host">The Host that production got.</param>
    public static string Append(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.AsSpan(colon).Contains(']')
            ? host + Suffix
            : string.Concat(host.AsSpan(0, colon), Suffix, host.AsSpan(colon));
    }
}
