using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching.Sending;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>One copy whose reply is compared: it goes to the shadow, and to the baseline at the same time.</summary>
internal sealed class ComparedCopy : IDisposable
{
    private readonly ShadowComparison _comparison;
    private readonly Copy _copy;
    private readonly ReplyCapture _shadow;
    private readonly ReplyCapture? _baseline;
    private readonly Task<CopyResult>? _asked;

    private ComparedCopy(ShadowTarget target, Copy copy, bool withBaseline)
    {
        (_comparison, _copy) = (target.Comparison!, copy);
        _shadow = _comparison.Capture();
        if (withBaseline && _comparison.Baseline is { } baseline && baseline.Breaker.TryPass())
        {
            _baseline = _comparison.Capture();
            _baseline.Begin();
            _asked = ConcludeAsync(CopySender.SendAsync(baseline.Destination, copy, _baseline), _baseline);
        }

        _shadow.Begin();
        Sending = ConcludeAsync(CopySender.SendAsync(target, copy, _shadow), _shadow);
    }

    /// <summary>How the copy ends at the shadow. Never fails.</summary>
    public Task<CopyResult> Sending { get; }

    /// <summary>Sends the copy.</summary>
    /// <param name="target">The shadow, which has a comparison.</param>
    /// <param name="copy">A copy with production's reply.</param>
    /// <param name="withBaseline">Whether the baseline may be asked.</param>
    public static ComparedCopy Send(ShadowTarget target, Copy copy, bool withBaseline) => new(target, copy, withBaseline);

    /// <summary>Waits for the baseline, compares, counts. To be called once, after <see cref="Sending"/> has ended. Never fails.</summary>
    public async Task<ComparisonOutcome> CompareAsync()
    {
        if (_asked is { } asked)
        {
            var outcome = (await asked.ConfigureAwait(ConfigureAwaitOptions.ForceYielding)).Outcome;
            if (outcome == CopyOutcome.Answered) _comparison.Baseline!.Breaker.Succeeded();
            else _comparison.Baseline!.Breaker.Failed();
        }

        Reply production;
        try
        {
            production = _copy.ReadReply();
        }
        catch (InvalidDataException)
        {
            // An edge's defect: the copy itself could be read.
            production = Reply.Failed(ReplyEnd.Reset);
        }

        var headSuffices = production.End == ReplyEnd.Truncated;
        return _comparison.Compare(new ComparedRequest(_copy), production, _shadow.Read(headSuffices), _baseline?.Read(headSuffices));
    }

    private static async Task<CopyResult> ConcludeAsync(Task<CopyResult> sending, ReplyCapture capture)
    {
        var result = await sending.ConfigureAwait(false);
        capture.Conclude(result);
        return result;
    }

    /// <summary>Gives the replies' memory back.</summary>
    public void Dispose()
    {
        _shadow.Dispose();
        _baseline?.Dispose();
    }
}
