using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ActorProxy.Admin.Diagnostics.Components.Controls;

/// <summary>Asks for confirmation of a change of runtime control, with who and why, and the weight where it is about one.</summary>
public sealed partial class ChangeDialog
{
    private const string NameKey = "name";

    private string _who = "";
    private string _reason = "";
    private double? _weight;

    /// <summary>What is about to be done.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What it will mean, in a sentence.</summary>
    [Parameter, EditorRequired]
    public string Effect { get; set; } = "";

    /// <summary>What the button says.</summary>
    [Parameter, EditorRequired]
    public string Verb { get; set; } = "";

    /// <summary>Whether a weight is asked for.</summary>
    [Parameter]
    public bool AsksWeight { get; set; }

    /// <summary>The weight in force, in percent.</summary>
    [Parameter]
    public double Effective { get; set; }

    /// <summary>The configured weight, in percent.</summary>
    [Parameter]
    public double Configured { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private bool IsComplete => !string.IsNullOrWhiteSpace(_who) && (!AsksWeight || _weight is >= 0 and <= 100);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _weight = Effective;
        var remembered = await Script.InvokeAsync<string?>("actorproxy.recall", NameKey);
        if (_who.Length == 0)
            _who = remembered ?? "";
    }

    private void Cancel() => Dialog.Cancel();

    private async Task ConfirmAsync()
    {
        await Script.InvokeVoidAsync("actorproxy.remember", NameKey, _who.Trim());
        Dialog.Close(DialogResult.Ok(new Wish(_who, _reason, AsksWeight ? _weight : null)));
    }
}
