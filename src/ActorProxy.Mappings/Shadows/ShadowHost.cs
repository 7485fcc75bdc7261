using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Shadows;

/// <summary>What becomes of Host on a copy.</summary>
public enum ShadowHostMode
{
    /// <summary>Production's Host with <c>-shadow</c> before the port (Ambassador; the default).</summary>
    Suffix,

    /// <summary>Production's Host.</summary>
    Preserve,

    /// <summary>The name of the shadow's service.</summary>
    Service,

    /// <summary>A fixed text.</summary>
    Literal,
}

/// <summary>The Host of a copy. Immutable.</summary>
/// <param name="Mode">What becomes of it.</param>
/// <param name="Text">The text of <see cref="ShadowHostMode.Literal"/>; empty otherwise.</param>
public sealed record ShadowHost(ShadowHostMode Mode, string Text = "")
{
    private const string SuffixText = "-shadow";

    /// <summary>Production's Host with <c>-shadow</c>.</summary>
    public static ShadowHost Suffixed { get; } = new(ShadowHostMode.Suffix);

    /// <summary>
    /// Puts <c>-shadow</c> behind the host and before the port (Envoy <c>shadow_writer_impl.cc</c>): before the last colon, or at the end when
    /// there is none or a <c>]</c> stands behind it.
    /// </summary>
    /// <param name="host">The Host that production got.</param>
    public static string Append(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.AsSpan(colon).Contains(']')
            ? host + SuffixText
            : string.Concat(host.AsSpan(0, colon), SuffixText, host.AsSpan(colon));
    }

    /// <summary>The Host of a copy.</summary>
    /// <param name="productionHost">The Host that production got.</param>
    /// <param name="service">The shadow's service.</param>
    public string Apply(string productionHost, ServiceTarget service) => Mode switch
    {
        ShadowHostMode.Suffix => Append(productionHost),
        ShadowHostMode.Preserve => productionHost,
        ShadowHostMode.Service => service.Authority,
        _ => Text,
    };
}
