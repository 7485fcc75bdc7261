using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>What becomes of production's request when its copy is sent.</summary>
/// <param name="Shadow">The shadow Mapping, for the marker of copies.</param>
/// <param name="Service">The service that gets the copy: the shadow's, or the baseline's.</param>
/// <param name="Host">What becomes of production's Host.</param>
/// <param name="Headers">Changes to production's headers.</param>
internal sealed record CopyRules(string Shadow, ServiceTarget Service, ShadowHost Host, IReadOnlyList<HeaderMutation> Headers)
{
    /// <summary>Those of a shadow Mapping.</summary>
    public static CopyRules Of(ShadowRoute route) => new(route.Name, route.Service, route.Settings.Host, route.Settings.RequestHeaders);
}
