using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Edge.Recording;

/// <summary>Production's reply to one request, as far as it has streamed by. Not safe for several threads; <see cref="CopyRecorder"/> guards it.</summary>
internal sealed class ReplyRecording
{
    private HttpResponseMessage? _message;
    private ObservedReply? _source;

    /// <summary>The body so far.</summary>
    public RecordedBody Body { get; } = new();

    /// <summary>How it ended; null while it has not.</summary>
    public RecordedReplyEnd? Ended { get; private set; }

    public void Begin(HttpResponseMessage message, ObservedReply source) => (_message, _source) = (message, source);

    public bool Is(ObservedReply source) => ReferenceEquals(_source, source);

    /// <summary>Only the first call counts.</summary>
    public void Finish(RecordedReplyEnd end) => Ended ??= end;

    /// <summary>What there is to compare; valid until <see cref="Clear"/>.</summary>
    /// <param name="isCut">Whether more came than is to be compared.</param>
    public RecordedReply Read(bool isCut)
    {
        var end = isCut ? RecordedReplyEnd.Truncated : Ended!.Value;
        return new RecordedReply
        {
            End = end,
            Message = _message,
            Content = _source?.Inner,
            Body = end == RecordedReplyEnd.Complete ? Body.ToSequence() : default,
        };
    }

    public void Clear()
    {
        Body.Clear();
        (_message, _source, Ended) = (null, null, null);
    }
}
