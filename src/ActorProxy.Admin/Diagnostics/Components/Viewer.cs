namespace ActorProxy.Admin.Diagnostics.Components;

/// <summary>Who looks at the page, as the node saw it when it sent the page; nothing of it is for the browser to choose.</summary>
/// <param name="From">Where the browser is: part of the audit trail.</param>
/// <param name="MayChange">Whether the controls are for it.</param>
/// <param name="CanUnlock">Whether the token would let it do more, or did so.</param>
public sealed record Viewer(string From, bool MayChange, bool CanUnlock);
