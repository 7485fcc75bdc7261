using ActorProxy.Admin.Api;
using ActorProxy.Admin.Diagnostics.Live;
using Microsoft.AspNetCore.Components;

namespace ActorProxy.Admin.Diagnostics.Components.Comparing;

/// <summary>A shadow's verdict in a word; nothing where its replies are not compared.</summary>
public sealed partial class VerdictChip
{
    /// <summary>The statistics are made anew no more often.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private VerdictResponse? _verdict;
    private DateTimeOffset _judged;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public PageState State { get; set; } = null!;

    /// <summary>The shadow.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private ComparisonReading Reading { get; set; } = null!;

    [Inject]
    private NodeViews Node { get; set; } = null!;

    private string Tone => _verdict!.Verdict switch { "pass" => "good", ComparisonReading.Fail => "bad", _ => "warn" };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (State.At - _judged < Interval)
            return;

        _judged = State.At;
        var isCompared = Node.Routes.Current.Shadows.TryGetValue(Name, out var shadow) && shadow.Settings.Compare is not null;
        _verdict = isCompared ? Reading.Judge(Name) : null;
    }
}
