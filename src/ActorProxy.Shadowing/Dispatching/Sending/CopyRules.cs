using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Copies;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>What becomes of production's request when its copy is sent.</summary>
/// <param name="Shadow">The shadow Mapping, for the marker of copies.</param>
/// <param name="Service">The service that gets the copy: the shadow's, or the baseline's.</param>
/// <param name="Host">What becomes of production's Host.</param>
/// <param name="Headers">Changes to production's headers.</param>
/// <param name="TellsSpan">Whether the service is told of the copy's own span, where it has one. The baseline is told what production was told.</param>
internal sealed record CopyRules(string Shadow, ServiceTarget Service, ShadowHost Host, IReadOnlyList<HeaderMutation> Headers, bool TellsSpan)
{
    /// <summary>Those of a shadow Mapping.</summary>
    public static CopyRules Of(ShadowRoute route) => new(route.Name, route.Service, route.Settings.Host, route.Settings.RequestHeaders, TellsSpan: true);

    /// <summary>Those of its baseline, which gets what production got.</summary>
    public static CopyRules OfBaseline(ShadowRoute route, ServiceTarget service) => new(route.Name, service, new ShadowHost(ShadowHostMode.Preserve), [], TellsSpan: false);

    /// <summary>What the service is told as the copy's parent in its trace, in place of what production was told; null tells it the same.</summary>
    public string? TraceParentOf(Copy copy) => TellsSpan ? copy.TraceParent : null;
}
