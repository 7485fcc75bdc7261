using ActorProxy.Admin.Diagnostics.Live;
using MudBlazor;

namespace ActorProxy.Admin.Diagnostics.Components.Controls;

/// <summary>Carries out what an operator wants, after having asked: the same steering, and the same audit trail, as the API and <c>pbm</c>.</summary>
internal sealed class Steering(ShadowSteering steering, LiveFeed feed, IDialogService dialogs, ISnackbar messages)
{
    private static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    /// <summary>Asks, and does it if confirmed.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="change">What to do with the answer; gives the message that tells of success.</param>
    public async Task AskAsync(DialogParameters<ChangeDialog> question, Viewer viewer, Func<ShadowSteering, ShadowSteering.Wish, double?, string> change)
    {
        // The controls are not even drawn then.
        if (!viewer.MayChange)
            throw new InvalidOperationException("the controls need the token");

        var dialog = await dialogs.ShowAsync<ChangeDialog>(null, question, Options).ConfigureAwait(true);
        if (await dialog.Result.ConfigureAwait(true) is not { Canceled: false, Data: Wish wish })
            return;

        try
        {
            messages.Add(change(steering, ShadowSteering.Wish.By($"{wish.Who.Trim()} ({viewer.From})", wish.Reason), wish.Weight), Severity.Success);
        }
        catch (RequestRefusedException refused)
        {
            messages.Add(refused.Message, Severity.Error);
        }

        feed.Refresh();
    }
}
