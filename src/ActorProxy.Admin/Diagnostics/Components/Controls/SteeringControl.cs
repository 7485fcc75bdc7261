using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ActorProxy.Admin.Diagnostics.Components.Controls;

/// <summary>What a control needs: who is at it, and the way to what it changes.</summary>
public abstract class SteeringControl : ComponentBase
{
    [CascadingParameter]
    private protected Viewer Viewer { get; set; } = null!;

    [Inject]
    private protected Steering Steering { get; set; } = null!;

    /// <summary>What is asked before anything changes.</summary>
    /// <param name="title">What is about to be done.</param>
    /// <param name="effect">What comes of it.</param>
    /// <param name="verb">The button that confirms.</param>
    private protected static DialogParameters<ChangeDialog> Question(string title, string effect, string verb) => new()
    {
        { dialog => dialog.Title, title },
        { dialog => dialog.Effect, effect },
        { dialog => dialog.Verb, verb },
    };
}
