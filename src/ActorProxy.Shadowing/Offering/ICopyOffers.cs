using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Shadowing.Offering;

/// <summary>Where the edge offers copies. It outlives the actor system: without a cluster, offers end as counted drops.</summary>
public interface ICopyOffers
{
    /// <summary>The offer for one shadow. Called when a route table is put in force, not per request.</summary>
    ICopyOffer For(ShadowRoute shadow);
}

/// <summary>
/// The edge's end of one shadow Mapping. For each request that matched a group with this shadow the edge calls <see cref="Wants"/> once and,
/// when that says yes, exactly one of <see cref="Offer"/> and <see cref="GiveUp"/>. Nothing here waits or throws; all is safe on any thread.
/// </summary>
public interface ICopyOffer
{
    /// <summary>Largest body to record, in bytes.</summary>
    long MaxBodyBytes { get; }

    /// <summary>Counts the request as offered and decides whether it is copied; when not, the outcome is counted here.</summary>
    /// <param name="traits">What the decision depends on.</param>
    /// <param name="ticket">To be given back with the copy.</param>
    bool Wants(in CopyTraits traits, out CopyTicket ticket);

    /// <summary>Takes the copy, or counts it as dropped.</summary>
    /// <param name="ticket">What <see cref="Wants"/> gave.</param>
    /// <param name="content">The request as production got it. Everything is copied out of it before this returns.</param>
    void Offer(CopyTicket ticket, in CopyContent content);

    /// <summary>Ends a copy that cannot be completed.</summary>
    /// <param name="ticket">What <see cref="Wants"/> gave.</param>
    /// <param name="outcome"><see cref="CopyOutcome.Aborted"/> or <see cref="CopyOutcome.BodyTooLarge"/>.</param>
    void GiveUp(CopyTicket ticket, CopyOutcome outcome);

    /// <summary>
    /// Reserves memory for a body that is being recorded, from the same budget as the copies. The edge gives it back with
    /// <see cref="ReleaseRecording"/> after <see cref="Offer"/> or <see cref="GiveUp"/>.
    /// </summary>
    /// <param name="bytes">More bytes, on top of those reserved before.</param>
    /// <returns>False when the budget is full; the edge then gives up with <see cref="CopyOutcome.DroppedBufferFull"/>.</returns>
    bool TryReserveRecording(int bytes);

    /// <summary>Gives back what <see cref="TryReserveRecording"/> took.</summary>
    void ReleaseRecording(int bytes);
}

/// <summary>What the decision to copy depends on.</summary>
public readonly struct CopyTraits
{
    /// <summary>The request's method.</summary>
    public required string Method { get; init; }

    /// <summary>Whether it asks for an upgrade or is a CONNECT.</summary>
    public bool IsUpgrade { get; init; }

    /// <summary>Whether it carries the marker of a copy (<see cref="CopyMarker.HeaderName"/>).</summary>
    public bool IsCopy { get; init; }

    /// <summary>Hash of the key that this shadow's policy samples by; null when the request lacks it or no policy names one.</summary>
    public ulong? SampleKey { get; init; }

    /// <summary>Hash of the key that this shadow's policy orders by; null when the request lacks it or no policy names one.</summary>
    public ulong? OrderKey { get; init; }
}

/// <summary>Ties <see cref="ICopyOffer.Wants"/> to the offer that follows.</summary>
/// <param name="SamplePoint">The number u in [0,1) that was compared with the weight.</param>
/// <param name="OrderKey">The ordering key's hash, if any.</param>
/// <param name="ReplyLimit">
/// Set when the shadow's reply will be compared with production's: the longest reply body to record, in bytes. The copy is then offered once
/// production's reply has ended, or is known to be longer.
/// </param>
public readonly record struct CopyTicket(double SamplePoint, ulong? OrderKey, int? ReplyLimit = null);
