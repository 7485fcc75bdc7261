using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/shadows</c>, and of a change of the master switch.</summary>
/// <param name="AllPaused">The master switch: nothing is copied while it is on.</param>
/// <param name="AllPausedBy">Who set the master switch last; null when nobody did.</param>
/// <param name="Shadows">Every shadow Mapping in use, by name.</param>
public sealed record ShadowListResponse(bool AllPaused, StampResponse? AllPausedBy, IReadOnlyList<ShadowResponse> Shadows)
{
    /// <summary>Edges that have suspended copying by themselves.</summary>
    public IReadOnlyList<SuspensionResponse> Suspended { get; init; } = [];
}

/// <summary>Answer of <c>GET /api/shadows/{name}</c>, and of a change of its weight or pause: the setting in force.</summary>
/// <param name="Name">The shadow Mapping's name.</param>
/// <param name="Service">Where it points, as a URL.</param>
/// <param name="ConfiguredWeight">The weight of the resources, in percent.</param>
/// <param name="OverrideWeight">The weight that somebody set at run time, or null.</param>
/// <param name="EffectiveWeight">The weight in force, in percent, pauses not considered.</param>
/// <param name="Paused">Whether copying is paused, by itself or by the master switch.</param>
/// <param name="PausedByAll">Whether the master switch pauses it.</param>
/// <param name="ChangedBy">Who changed this shadow last; null when nobody did.</param>
public sealed record ShadowResponse(
    string Name,
    string Service,
    double ConfiguredWeight,
    double? OverrideWeight,
    double EffectiveWeight,
    bool Paused,
    bool PausedByAll,
    StampResponse? ChangedBy)
{
    internal static ShadowResponse From(ShadowRoute shadow, ControlState control)
    {
        var setting = control.Shadows.GetValueOrDefault(shadow.Name);
        return new ShadowResponse(
            shadow.Name,
            shadow.Service.ToString(),
            shadow.Weight,
            setting?.Weight,
            control.WeightOf(shadow.Name, shadow.Weight),
            control.IsPaused(shadow.Name),
            control.AllPaused,
            StampResponse.From(setting?.By));
    }
}

/// <summary>Who changed something, when and why.</summary>
/// <param name="Who">Who, and from where.</param>
/// <param name="When">When, UTC.</param>
/// <param name="Reason">Why, if it was said.</param>
public sealed record StampResponse(string Who, DateTimeOffset When, string? Reason)
{
    internal static StampResponse? From(ControlStamp? stamp) => stamp is null ? null : new StampResponse(stamp.Who, stamp.When, stamp.Reason);
}
