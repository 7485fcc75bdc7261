using ActorProxy.Admin.Api;
using ActorProxy.Admin.Diagnostics.Live;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Comparing;

/// <summary>What came of comparing a shadow's replies with production's.</summary>
public sealed partial class ComparisonSection
{
    /// <summary>The statistics are made anew no more often.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private ComparisonResponse? _comparison;
    private VerdictResponse? _verdict;
    private DateTimeOffset _read;
    private string? _field;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public PageState State { get; set; } = null!;

    /// <summary>The shadow.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [CascadingParameter]
    private Viewer Viewer { get; set; } = null!;

    [Inject]
    private ComparisonReading Reading { get; set; } = null!;

    /// <summary>Samples show what requests and replies contained, which is not for everybody who may read counts.</summary>
    private EventCallback<string> Samples =>
        Viewer.MayChange ? EventCallback.Factory.Create<string>(this, path => _field = path) : default;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_comparison?.Name == Name && State.At - _read < Interval)
            return;

        _read = State.At;
        if (State.Setting(Name) is null)
        {
            (_comparison, _verdict) = (null, null);
            return;
        }

        _comparison = Reading.Read(Name);
        _verdict = _comparison.Enabled ? Reading.Judge(Name) : null;
    }
}
