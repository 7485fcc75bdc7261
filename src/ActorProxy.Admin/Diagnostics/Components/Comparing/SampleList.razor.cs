using ActorProxy.Admin.Diagnostics.Samples;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Comparing;

/// <summary>Fetches samples of what differed from the dispatchers and shows them side by side.</summary>
public sealed partial class SampleList : IDisposable
{
    private const int Most = 10;

    private readonly CancellationTokenSource _leaving = new();
    private ElementReference _heading;
    private string? _asked;
    private bool _isNew;
    private IReadOnlyList<SampleView>? _samples;
    private IReadOnlyList<string> _unanswered = [];

    /// <summary>The shadow.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The field; null for all.</summary>
    [Parameter]
    public string? Path { get; set; }

    [Inject]
    private ComparisonReading Reading { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>Whoever asked for samples is led to them.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isNew)
            return;

        _isNew = false;
        await _heading.FocusAsync();
    }

    /// <summary>The page is drawn anew each second; the dispatchers are asked when another field is looked at.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var question = $"{Name} {Path}";
        if (question == _asked)
            return;

        (_asked, _samples, _isNew) = (question, null, true);
        var answer = await Reading.ReadDiffsAsync(Name, Path, _leaving.Token);
        if (question != _asked)
            return;

        _samples = [.. answer.Samples.Take(Most).Select(SampleView.Of)];
        _unanswered = answer.Unanswered;
    }
}
