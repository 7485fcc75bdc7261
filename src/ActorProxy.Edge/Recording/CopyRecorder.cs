using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Edge.Recording;

/// <summary>
/// Records one request for the shadows that want it, and ends each of their copies exactly once: offered as soon as the body is complete
/// and production has answered or failed, whichever comes later; given up when that cannot be any more. A copy that will be compared waits for
/// the end of production's reply too, which is recorded as well.
/// </summary>
/// <remarks>
/// The body streams by on one thread while production's answer may arrive on another (HTTP/2 answers early), so every step is taken under a
/// lock of this recorder's own. It is used again for other requests: a body that is read after its request has ended names itself in vain.
/// </remarks>
internal sealed class CopyRecorder
{
    private readonly Lock _gate = new();
    private readonly RecordedBody _recorded = new();
    private readonly ReplyRecording _reply = new();
    private CopyLeg[] _legs = new CopyLeg[1];
    private int _count;
    private int _open;
    private object? _body;
    private bool _isBodyComplete;
    private bool _isAnswered;
    private bool _comparing;
    private BodyFraming _framing;
    private long? _length;
    private SentRequest _sent;
    private ProductionAnswer _answer;

    /// <summary>Whether any copy has not come to its end.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
                return _open > 0;
        }
    }

    /// <summary>Whether only the rest of the body is missing.</summary>
    public bool WaitsForBody
    {
        get
        {
            lock (_gate)
                return _open > 0 && _isAnswered && !_isBodyComplete;
        }
    }

    /// <summary>Whether a copy waits for production's reply, of which only the head is in.</summary>
    public bool AwaitsReply => _comparing && IsAwaitingReply();

    /// <summary>Begins a request.</summary>
    /// <param name="framing">How the body is delimited.</param>
    /// <param name="length">The body's length as far as it is known beforehand; 0 when there is no body.</param>
    public void Begin(BodyFraming framing, long? length)
    {
        lock (_gate)
            (_framing, _length, _isBodyComplete) = (framing, length, length == 0);
    }

    /// <summary>Asks a shadow whether it wants the request.</summary>
    /// <param name="offer">The shadow's end.</param>
    /// <param name="traits">What it decides by.</param>
    public void Ask(ICopyOffer offer, in CopyTraits traits)
    {
        if (!offer.Wants(traits, out var ticket))
            return;

        lock (_gate)
        {
            if (_count == _legs.Length)
                Array.Resize(ref _legs, _count * 2);
            ref var leg = ref _legs[_count++];
            leg = new CopyLeg(offer, ticket);
            _comparing |= leg.ComparesReply;
            if (leg.Admits(_length ?? 0))
                _open++;
            else
                leg.GiveUp(CopyOutcome.BodyTooLarge);
        }
    }

    /// <summary>Says which body will be streaming by. Bytes of any other are not taken.</summary>
    public void Expect(object body)
    {
        lock (_gate)
            _body = body;
    }

    /// <summary>Bytes of the body, in order.</summary>
    public void Append(object body, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_open == 0 || !ReferenceEquals(body, _body))
                return;

            var length = _recorded.Length + bytes.Length;
            var growth = _recorded.GrowthFor(bytes.Length);
            foreach (ref var leg in Legs)
            {
                if (!leg.IsOpen)
                    continue;

                if (!leg.Admits(length))
                    GiveUp(ref leg, CopyOutcome.BodyTooLarge);
                else if (growth > 0 && !leg.TryReserve(growth))
                    GiveUp(ref leg, CopyOutcome.DroppedBufferFull);
            }

            if (_open > 0)
                _recorded.Append(bytes);
            else
                _recorded.Clear();
        }
    }

    /// <summary>The body has ended as it should.</summary>
    public void CompleteBody(object body)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(body, _body))
                return;

            _isBodyComplete = true;
            OfferWhenDue();
        }
    }

    /// <summary>The head of production's reply is in, or production has failed. Only the first call counts.</summary>
    public void Answer(in SentRequest sent, in ProductionAnswer answer)
    {
        lock (_gate)
        {
            if (_isAnswered)
                return;

            (_sent, _answer, _isAnswered) = (sent, answer, true);
            if (answer.Failure is { } failure)
                _reply.Finish(failure);
            OfferWhenDue();
        }
    }

    /// <summary>Says which reply will be streaming by. Bytes of any other are not taken.</summary>
    public void Expect(HttpResponseMessage message, ObservedReply reply)
    {
        lock (_gate)
            _reply.Begin(message, reply);
    }

    /// <summary>Bytes of the reply's body, in order.</summary>
    public void Append(ObservedReply reply, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (!_reply.Is(reply) || _open == 0)
                return;

            var (cut, kept) = (false, false);
            var growth = _reply.Body.GrowthFor(bytes.Length);
            foreach (ref var leg in Legs)
            {
                if (!leg.AwaitsReply)
                    continue;

                if (leg.AdmitsReply(_reply.Body.Length + bytes.Length) && (growth == 0 || leg.TryReserve(growth)))
                {
                    kept = true;
                    continue;
                }

                leg.CutReply();
                cut = true;
            }

            if (kept)
                _reply.Body.Append(bytes);
            if (cut)
                OfferWhenDue();
        }
    }

    /// <summary>The reply has come to its end, one way or another; null stands for any reply.</summary>
    public void EndReply(ObservedReply? reply, RecordedReplyEnd end)
    {
        lock (_gate)
        {
            if (reply is not null && !_reply.Is(reply))
                return;

            _reply.Finish(end);
            OfferWhenDue();
        }
    }

    /// <summary>The request is over: what was not offered until now never will be. Makes the recorder ready for another request.</summary>
    public void End()
    {
        lock (_gate)
        {
            // A client that leaves during the reply has sent its request: that is copied.
            if (_open > 0 && _isAnswered && _isBodyComplete)
            {
                _reply.Finish(RecordedReplyEnd.ClientLeft);
                OfferWhenDue();
            }

            foreach (ref var leg in Legs)
            {
                if (leg.IsOpen)
                    GiveUp(ref leg, CopyOutcome.Aborted);
            }

            Legs.Clear();
            _count = 0;
            _recorded.Clear();
            _reply.Clear();
            _body = null;
            _isBodyComplete = _isAnswered = _comparing = false;
            _sent = default;
        }
    }

    private Span<CopyLeg> Legs => _legs.AsSpan(0, _count);

    private void GiveUp(ref CopyLeg leg, CopyOutcome outcome)
    {
        _open--;
        leg.GiveUp(outcome);
    }

    private void OfferWhenDue()
    {
        if (!_isBodyComplete || !_isAnswered || _open == 0)
            return;

        foreach (ref var leg in Legs)
        {
            if (!leg.IsOpen || (leg.AwaitsReply && _reply.Ended is null))
                continue;

            _open--;
            leg.Offer(Content(leg));
        }

        if (_open > 0)
            return;

        _recorded.Clear();
        _reply.Clear();
    }

    private CopyContent Content(in CopyLeg leg) => new()
    {
        Request = _sent.Message,
        PathAndQuery = _sent.PathAndQuery,
        Host = _sent.Host,
        Body = _recorded.ToSequence(),
        Framing = _framing,
        ProductionStatus = _answer.Status,
        ProductionLatency = _answer.Latency,
        Reply = leg.ComparesReply ? _reply.Read(leg.IsReplyCut) : null,
    };

    private bool IsAwaitingReply()
    {
        lock (_gate)
        {
            foreach (ref var leg in Legs)
            {
                if (leg.AwaitsReply)
                    return true;
            }

            return false;
        }
    }
}

/// <summary>The request as it went to production.</summary>
internal readonly record struct SentRequest(HttpRequestMessage Message, string PathAndQuery, string Host);

/// <summary>What production answered; status 0 when it gave no answer, and then how it failed.</summary>
internal readonly record struct ProductionAnswer(int Status, TimeSpan Latency, RecordedReplyEnd? Failure = null);
