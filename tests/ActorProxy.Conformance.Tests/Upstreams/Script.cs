using System.Collections.Concurrent;
using ActorProxy.Testing.Http;
using ActorProxy.Conformance.Tests.Model;
using Reply = ActorProxy.Conformance.Tests.Model.Reply;

namespace ActorProxy.Conformance.Tests.Upstreams;

/// <summary>What all upstreams have in common: how they reply in each case, and what they have received.</summary>
internal sealed class Script
{
    private const int MostStrays = 20;

    private static readonly Reply Plain = new();

    private readonly ConcurrentDictionary<string, ConformanceCase> _cases = new();
    private readonly ConcurrentDictionary<(string Upstream, RequestMarker Marker), int> _attempts = new();
    private readonly ConcurrentDictionary<(string Upstream, string Case), int> _underWay = new();
    private readonly ConcurrentQueue<Receipt> _receipts = new();
    private readonly ConcurrentQueue<string> _strays = new();

    /// <summary>Makes a case's replies known.</summary>
    public void Add(ConformanceCase conformanceCase) => _cases[conformanceCase.Id] = conformanceCase;

    /// <summary>What was received of a case, in order of arrival.</summary>
    public IReadOnlyList<Receipt> ReceiptsOf(string caseId) => [.. _receipts.Where(receipt => receipt.Marker.Case == caseId)];

    /// <summary>Notes a request and says how to reply. <see cref="Ended"/> must follow.</summary>
    public Reply Received(string upstream, RecordedRequest request, string http, string? serverName)
    {
        var marker = RequestMarker.Of(request);
        var underWay = _underWay.AddOrUpdate((upstream, marker.Case), 1, (_, count) => count + 1);
        var receipt = new Receipt(upstream, marker, request, http, serverName, underWay);
        _receipts.Enqueue(receipt);
        if (!_cases.ContainsKey(marker.Case) && _strays.Count < MostStrays)
            _strays.Enqueue($"nobody sent what {receipt}");

        var attempt = _attempts.AddOrUpdate((upstream, marker), 1, (_, count) => count + 1);
        var replies = _cases.TryGetValue(marker.Case, out var found) ? found.Replies.GetValueOrDefault(upstream) : null;
        return replies is null ? Plain : replies[Math.Min(attempt, replies.Count) - 1];
    }

    /// <summary>What came to an upstream was no request.</summary>
    public void Malformed(string upstream, string problem) => _strays.Enqueue($"{upstream} received what is no request: {problem}");

    /// <summary>Requests at upstreams that no case has sent: smuggled in, or made of the remains of others. Each is told of once.</summary>
    public IEnumerable<string> TakeStrays()
    {
        while (_strays.TryDequeue(out var stray))
            yield return stray;
    }

    /// <summary>A request was replied to, or the client left.</summary>
    public void Ended(string upstream, RecordedRequest request)
    {
        var marker = RequestMarker.Of(request);
        _underWay.AddOrUpdate((upstream, marker.Case), 0, (_, count) => count - 1);
    }
}
