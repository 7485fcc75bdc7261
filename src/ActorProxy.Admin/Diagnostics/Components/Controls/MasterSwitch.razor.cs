using ActorProxy.Admin.Diagnostics.Live;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Controls;

/// <summary>The master switch: stops and goes on copying for all shadows.</summary>
public sealed partial class MasterSwitch
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public PageState State { get; set; } = null!;

    private bool Paused => State.Control.AllPaused;

    private Task SwitchAsync()
    {
        var paused = !Paused;
        return Steering.AskAsync(
            Question(
                paused ? "Pause all copying" : "Resume copying",
                paused
                    ? $"No shadow gets copies any more ({State.Control.Shadows.Count} are configured), on all nodes. Production goes on as always."
                    : "Shadows get copies again, on all nodes, except those that are paused by themselves.",
                paused ? "Pause all" : "Resume all"),
            Viewer,
            (steering, by, _) => steering.SetAllPaused(paused, by).AllPaused ? "All copying is paused." : "Copying goes on.");
    }
}
