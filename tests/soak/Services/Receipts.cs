using System.Collections.Concurrent;
using System.Globalization;
using ActorProxy.Soak.Load;
using ActorProxy.Testing.Http;

namespace ActorProxy.Soak.Services;

/// <summary>A service, and how often each request has come to it.</summary>
internal sealed class Receipts : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, int> _times = new();
    private readonly ConcurrentQueue<string> _damaged = new();

    /// <summary>Starts a service that answers each request with its number.</summary>
    public Receipts(string name)
    {
        Server = RecordingServer.Start(name);
        Server.Keeps = false;
        AnswerWith(new Reply());
    }

    /// <summary>The service.</summary>
    public RecordingServer Server { get; }

    /// <summary>Requests that came, repeated ones counted each time.</summary>
    public long Count => _times.Values.Sum(t => (long)t);

    /// <summary>Requests of one Mapping that came, repeated ones counted each time.</summary>
    public long CountOf(string mapping) => _times.Where(t => new SoakRequest(t.Key).Mapping == mapping).Sum(t => (long)t.Value);

    /// <summary>What came and was not as it was sent.</summary>
    public IReadOnlyCollection<string> Damaged => _damaged;

    /// <summary>Answers from now on like this, with the request's number for body.</summary>
    public void AnswerWith(Reply reply) => Server.Answer(received =>
    {
        if (SoakRequest.Of(received) is not { } request || !request.IsWhole(received)) _damaged.Enqueue($"{Server.Name}: {received}");
        if (SoakRequest.Of(received) is not { } known) return reply;
        _times.AddOrUpdate(known.Number, 1, (_, times) => times + 1);
        return reply with { Body = known.Number.ToString(CultureInfo.InvariantCulture) };
    });

    /// <summary>How often a request has come.</summary>
    public int Times(long number) => _times.GetValueOrDefault(number);

    /// <summary>
    /// The requests that came oftener than production got them, when this is a shadow. Once is never too often: what an edge could not bring to production has
    /// failed there, and is copied.
    /// </summary>
    public IEnumerable<long> MoreOftenThan(Receipts production) => _times.Where(t => t.Value > Math.Max(1, production.Times(t.Key))).Select(t => t.Key);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
