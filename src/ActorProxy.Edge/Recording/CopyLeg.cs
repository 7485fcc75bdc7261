using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Edge.Recording;

/// <summary>One shadow's part in a recording: from the yes of <see cref="ICopyOffer.Wants"/> to its one end.</summary>
internal struct CopyLeg(ICopyOffer offer, CopyTicket ticket)
{
    private int _reserved;

    /// <summary>Whether neither <see cref="Offer"/> nor <see cref="GiveUp"/> was called.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether production's reply is to be recorded for it.</summary>
    public readonly bool ComparesReply => ticket.ReplyLimit is not null;

    /// <summary>Whether the reply turned out to be too long to be compared.</summary>
    public bool IsReplyCut { get; private set; }

    /// <summary>Whether it waits for more of the reply.</summary>
    public readonly bool AwaitsReply => IsOpen && ComparesReply && !IsReplyCut;

    public readonly bool Admits(long bodyLength) => bodyLength <= offer.MaxBodyBytes;

    public readonly bool AdmitsReply(long bodyLength) => bodyLength <= ticket.ReplyLimit;

    public void CutReply() => IsReplyCut = true;

    public bool TryReserve(int bytes)
    {
        if (!offer.TryReserveRecording(bytes))
            return false;

        _reserved += bytes;
        return true;
    }

    public void Offer(in CopyContent content)
    {
        IsOpen = false;
        offer.Offer(ticket, content);
        Release();
    }

    public void GiveUp(CopyOutcome outcome)
    {
        IsOpen = false;
        offer.GiveUp(ticket, outcome);
        Release();
    }

    private void Release()
    {
        if (_reserved > 0)
            offer.ReleaseRecording(_reserved);
        _reserved = 0;
    }
}
