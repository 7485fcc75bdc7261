using ActorProxy.Admin.Diagnostics.Live;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Layout;

/// <summary>The frame of all pages. It watches the node once for whatever page it holds, and hands the state down.</summary>
public sealed partial class MainLayout : IDisposable
{
    private PageState _state = null!;
    private IDisposable? _watch;

    [Inject]
    private LiveFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string SkipTarget => $"{new Uri(Navigation.Uri).AbsolutePath}#main";

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized() => _state = Feed.Read();

    /// <summary>Only a page that is really in a browser watches; the one rendered for the first reply does not.</summary>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _watch = Feed.Subscribe(state => _ = InvokeAsync(() => Show(state)));
    }

    private void Show(PageState state)
    {
        _state = state;
        StateHasChanged();
    }
}
