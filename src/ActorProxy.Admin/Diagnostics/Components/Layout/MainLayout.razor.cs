using ActorProxy.Admin.Diagnostics.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ActorProxy.Admin.Diagnostics.Components.Layout;

/// <summary>The frame of all pages. It watches the node once for whatever page it holds, and hands the state down.</summary>
public sealed partial class MainLayout : IDisposable
{
    private PageState _state = null!;
    private IDisposable? _watch;

    [Inject]
    private LiveFeed Feed { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized() => _state = Feed.Read();

    /// <summary>Only a page that is really in a browser watches; the one rendered for the first reply does not.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _watch = Feed.Subscribe(state => _ = InvokeAsync(() => Show(state)));
        await Script.InvokeVoidAsync("actorproxy.live");
    }

    private void Show(PageState state)
    {
        _state = state;
        StateHasChanged();
    }
}
