using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Diagnostics.Live;

/// <summary>The outcomes in words.</summary>
public static class OutcomeWords
{
    private static readonly Dictionary<CopyOutcome, (string Label, string Reason)> Words = new()
    {
        [CopyOutcome.SampledOut] = ("Sampled out", "outside the weight: not chosen for copying"),
        [CopyOutcome.SkippedMethod] = ("Method skipped", "the policy does not copy this method"),
        [CopyOutcome.SkippedUpgrade] = ("Upgrade skipped", "WebSocket and CONNECT are never copied"),
        [CopyOutcome.SkippedLoop] = ("Loop skipped", "the request was itself a copy"),
        [CopyOutcome.Paused] = ("Paused", "copying was paused, or the edge in distress, when the request came"),
        [CopyOutcome.Aborted] = ("Aborted", "the client left before its request was complete, or before production was asked"),
        [CopyOutcome.BodyTooLarge] = ("Body too large", "the request's body was over max_body_bytes"),
        [CopyOutcome.DroppedBufferFull] = ("Buffer full", "the edge's byte budget was full: the shadow, or the way to it, is too slow"),
        [CopyOutcome.Unconfirmed] = ("Unconfirmed", "handed over, and nobody reported an end: a node died"),
        [CopyOutcome.Expired] = ("Expired", "older than max_age_ms before it could be sent"),
        [CopyOutcome.DroppedWeight] = ("Weight lowered", "the weight was lowered while it was under way"),
        [CopyOutcome.DroppedPaused] = ("Paused under way", "copying was paused while it was under way"),
        [CopyOutcome.DroppedRate] = ("Over the rate", "more than max_copies_per_second"),
        [CopyOutcome.DroppedCircuitOpen] = ("Circuit open", "the shadow had failed 20 times in a row"),
        [CopyOutcome.UnknownMapping] = ("Mapping unknown", "the Mapping is not, or no longer, known"),
        [CopyOutcome.Answered] = ("Answered", "the shadow answered, with any status"),
        [CopyOutcome.TimedOut] = ("Timed out", "no answer within timeout_ms"),
        [CopyOutcome.ConnectFailed] = ("No connection", "no connection could be made to the shadow"),
        [CopyOutcome.Reset] = ("Reset", "the connection broke, or what came was not HTTP"),
    };

    /// <summary>A short label, such as <c>Buffer full</c>.</summary>
    public static string Label(CopyOutcome outcome) => Words[outcome].Label;

    /// <summary>What it means, as part of a sentence.</summary>
    public static string Reason(CopyOutcome outcome) => Words[outcome].Reason;
}
