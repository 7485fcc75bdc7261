using ActorProxy.Shadowing.Control;

namespace ActorProxy.Admin.Api;

/// <summary>Answer of <c>GET /api/shadows/history</c>.</summary>
/// <param name="Changes">The newest changes of runtime control on any node, newest first; a hundred at most.</param>
public sealed record ShadowHistoryResponse(IReadOnlyList<ShadowChangeResponse> Changes)
{
    internal static ShadowHistoryResponse From(ControlState control, string? shadow) =>
        new([.. control.History.Where(c => shadow is null || c.Shadow == shadow).Select(ShadowChangeResponse.From)]);
}

/// <summary>One change: what the shadow was set to.</summary>
/// <param name="Shadow">The shadow Mapping, or <c>all</c> for the master switch.</param>
/// <param name="OverrideWeight">The weight in percent that overrides the configured one from then on, or null.</param>
/// <param name="Paused">Whether it was paused from then on.</param>
/// <param name="ChangedBy">Who, when and why.</param>
public sealed record ShadowChangeResponse(string Shadow, double? OverrideWeight, bool Paused, StampResponse ChangedBy)
{
    internal static ShadowChangeResponse From(ControlRecord record) =>
        new(record.Shadow ?? ShadowSteering.All, record.Weight, record.Paused, StampResponse.From(record.By)!);
}
