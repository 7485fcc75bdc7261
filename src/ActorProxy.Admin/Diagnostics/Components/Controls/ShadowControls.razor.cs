using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Controls;

/// <summary>The controls of one shadow.</summary>
public sealed partial class ShadowControls
{
    /// <summary>The shadow's setting.</summary>
    [Parameter, EditorRequired]
    public ShadowResponse Setting { get; set; } = null!;

    private string Verb => Setting.Paused ? "Resume" : "Pause";

    private Task SetWeightAsync()
    {
        var question = Question(
            $"Weight of {Setting.Name}",
            $"How many of production's requests are copied, in percent. Configured: {Figures.Percent(Setting.ConfiguredWeight)}.",
            "Set weight");
        question.Add(dialog => dialog.AsksWeight, true);
        question.Add(dialog => dialog.Effective, Setting.EffectiveWeight);
        question.Add(dialog => dialog.Configured, Setting.ConfiguredWeight);
        return Steering.AskAsync(
            question,
            Viewer,
            (steering, by, weight) => $"{Setting.Name} now copies {Figures.Percent(steering.SetWeight(Setting.Name, weight, by).EffectiveWeight)}.");
    }

    private Task ResetWeightAsync() => Steering.AskAsync(
        Question(
            $"Configured weight for {Setting.Name}",
            $"The weight goes from {Figures.Percent(Setting.EffectiveWeight)} back to the configured {Figures.Percent(Setting.ConfiguredWeight)}.",
            "Go back"),
        Viewer,
        (steering, by, _) => $"{Setting.Name} copies {Figures.Percent(steering.SetWeight(Setting.Name, null, by).EffectiveWeight)} again, as configured.");

    private Task SwitchAsync()
    {
        var paused = !Setting.Paused;
        return Steering.AskAsync(
            Question(
                $"{Verb} {Setting.Name}",
                paused
                    ? "No more copies are sent to it, on all nodes, until somebody resumes it."
                    : $"Copies are sent to it again, on all nodes: {Figures.Percent(Setting.EffectiveWeight)}.",
                Verb),
            Viewer,
            (steering, by, _) => steering.SetPaused(Setting.Name, paused, by).Paused ? $"{Setting.Name} is paused." : $"{Setting.Name} is copying again.");
    }
}
