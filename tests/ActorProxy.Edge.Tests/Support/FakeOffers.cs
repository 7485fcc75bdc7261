using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Offering;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>Stands for the copy streams: keeps what is offered, and how every ticket ended.</summary>
public sealed class FakeOffers : ICopyOffers
{
    private readonly ConcurrentDictionary<string, FakeOffer> _offers = new();

    public FakeOffer this[string shadow] => _offers.GetOrAdd(shadow, _ => new FakeOffer());

    public ICopyOffer For(ShadowRoute shadow) => this[shadow.Name];
}

/// <summary>One shadow's end.</summary>
public sealed class FakeOffer : ICopyOffer
{
    private readonly Channel<OfferedCopy> _copies = Channel.CreateUnbounded<OfferedCopy>();
    private readonly Channel<CopyOutcome> _givenUp = Channel.CreateUnbounded<CopyOutcome>();
    private readonly ConcurrentDictionary<double, int> _ends = new();
    private long _asked;
    private long _wanted;
    private long _reserved;

    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes that may be reserved.</summary>
    public long Budget { get; set; } = long.MaxValue;

    /// <summary>Set where production's reply is compared: the longest body.</summary>
    public int? ReplyLimit { get; set; }

    public Func<CopyTraits, bool> Decide { get; set; } = _ => true;

    public ConcurrentQueue<CopyTraits> Traits { get; } = new();

    public long Asked => Interlocked.Read(ref _asked);

    public long Wanted => Interlocked.Read(ref _wanted);

    public long Reserved => Interlocked.Read(ref _reserved);

    /// <summary>How many tickets came to an end, and how often each.</summary>
    public ICollection<int> Ends => _ends.Values;

    public Task<OfferedCopy> NextCopyAsync() => _copies.Reader.ReadAsync().AsTask().InTime();

    public Task<CopyOutcome> NextGivenUpAsync() => _givenUp.Reader.ReadAsync().AsTask().InTime();

    /// <summary>Whether nothing was offered or given up that a test has not taken.</summary>
    public bool IsSilent => _copies.Reader.Count == 0 && _givenUp.Reader.Count == 0;

    public bool Wants(in CopyTraits traits, out CopyTicket ticket)
    {
        ticket = new CopyTicket(Interlocked.Increment(ref _asked), null, ReplyLimit);
        Traits.Enqueue(traits);
        if (!Decide(traits))
            return false;
        Interlocked.Increment(ref _wanted);
        return true;
    }

    public void Offer(CopyTicket ticket, in CopyContent content)
    {
        var headers = content.Request.Headers.NonValidated.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
        var contentHeaders = content.Request.Content?.Headers.NonValidated.SelectMany(h => h.Value.Select(value => KeyValuePair.Create(h.Key, value))) ?? [];
        _copies.Writer.TryWrite(new OfferedCopy(
            content.Request.Method.Method, content.PathAndQuery, content.Host, [.. headers, .. contentHeaders], content.Body.ToArray(), content.Framing,
            content.ProductionStatus, content.ProductionLatency, content.Reply is { } reply ? OfferedReply.Of(reply) : null));
        _ends.AddOrUpdate(ticket.SamplePoint, 1, (_, count) => count + 1);
    }

    public void GiveUp(CopyTicket ticket, CopyOutcome outcome)
    {
        _givenUp.Writer.TryWrite(outcome);
        _ends.AddOrUpdate(ticket.SamplePoint, 1, (_, count) => count + 1);
    }

    public bool TryReserveRecording(int bytes)
    {
        if (Interlocked.Add(ref _reserved, bytes) <= Budget)
            return true;
        Interlocked.Add(ref _reserved, -bytes);
        return false;
    }

    public void ReleaseRecording(int bytes) => Interlocked.Add(ref _reserved, -bytes);
}

/// <summary>A copy as it was offered.</summary>
public sealed record OfferedCopy(
    string Method,
    string PathAndQuery,
    string Host,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[] Body,
    BodyFraming Framing,
    int ProductionStatus,
    TimeSpan ProductionLatency,
    OfferedReply? Reply)
{
    public string? Header(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();
}

/// <summary>Production's reply as it was offered with a copy.</summary>
public sealed record OfferedReply(RecordedReplyEnd End, IReadOnlyList<string> Head, IReadOnlyList<string> Trailers, string Body)
{
    public static OfferedReply Of(in RecordedReply reply)
    {
        var head = reply.Message?.Headers.NonValidated.Concat(reply.Content!.Headers.NonValidated) ?? [];
        return new OfferedReply(
            reply.End,
            [.. head.Select(header => $"{header.Key}: {header.Value}")],
            [.. (reply.Message?.TrailingHeaders.NonValidated ?? default).Select(header => $"{header.Key}: {header.Value}")],
            Encoding.Latin1.GetString(reply.Body.ToArray()));
    }
}
