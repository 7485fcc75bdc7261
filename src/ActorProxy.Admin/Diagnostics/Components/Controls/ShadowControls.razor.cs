using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ActorProxy.Admin.Diagnostics.Components.Controls;

/// <summary>The controls of one shadow.</summary>
public sealed partial class ShadowControls
{
    /// <summary>The shadow's setting.</summary>
    [Parameter, EditorRequired]
    public ShadowResponse Setting { get; set; } = null!;

    [CascadingParameter]
    private Viewer Viewer { get; set; } = null!;

    [Inject]
    private Steering Steering { get; set; } = null!;

    private string Verb => Setting.Paused ? "Resume" : "Pause";

    private Task SetWeightAsync() => Steering.AskAsync(
        new DialogParameters<ChangeDialog>
        {
            { dialog => dialog.Title, $"Weight of {Setting.Name}" },
            { dialog => dialog.Effect, $"How many of production's requests are copied, in percent. Configured: {Figures.Percent(Setting.ConfiguredWeight)}." },
            { dialog => dialog.Verb, "Set weight" },
            { dialog => dialog.AsksWeight, true },
            { dialog => dialog.Effective, Setting.EffectiveWeight },
            { dialog => dialog.Configured, Setting.ConfiguredWeight },
        },
        Viewer,
        (steering, by, weight) => $"{Setting.Name} now copies {Figures.Percent(steering.SetWeight(Setting.Name, weight, by).EffectiveWeight)}.");

    private Task ResetWeightAsync() => Steering.AskAsync(
        new DialogParameters<ChangeDialog>
        {
            { dialog => dialog.Title, $"Configured weight for {Setting.Name}" },
            {
                dialog => dialog.Effect,
                $"The weight goes from {Figures.Percent(Setting.EffectiveWeight)} back to the configured {Figures.Percent(Setting.ConfiguredWeight)}."
            },
            { dialog => dialog.Verb, "Go back" },
        },
        Viewer,
        (steering, by, _) => $"{Setting.Name} copies {Figures.Percent(steering.SetWeight(Setting.Name, null, by).EffectiveWeight)} again, as configured.");

    private Task SwitchAsync()
    {
        var paused = !Setting.Paused;
        return Steering.AskAsync(
            new DialogParameters<ChangeDialog>
            {
                { dialog => dialog.Title, $"{Verb} {Setting.Name}" },
                {
                    dialog => dialog.Effect,
                    paused
                        ? "No more copies are sent to it, on all nodes, until somebody resumes it."
                        : $"Copies are sent to it again, on all nodes: {Figures.Percent(Setting.EffectiveWeight)}."
                },
                { dialog => dialog.Verb, Verb },
            },
            Viewer,
            (steering, by, _) => steering.SetPaused(Setting.Name, paused, by).Paused ? $"{Setting.Name} is paused." : $"{Setting.Name} is copying again.");
    }
}
