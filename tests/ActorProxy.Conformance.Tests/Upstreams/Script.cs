using System.Collections.Concurrent;
using ActorProxy.Testing.Http;
using ActorProxy.Conformance.Tests.Model;
using Reply = ActorProxy.Conformance.Tests.Model.Reply;

namespace ActorProxy.Conformance.Tests.Upstreams;

/// <summary>What all upstreams have in common: how they reply in each case, and what they have received.</summary>
internal sealed class Script
{
    private static readonly Reply Plain = new();

    private readonly ConcurrentDictionary<string, ConformanceCase> _cases = new();
    private readonly ConcurrentDictionary<(string Upstream, RequestMarker Marker), int> _attempts = new();
    private readonly ConcurrentDictionary<(string Upstream, string Case), int> _underWay = new();
    private readonly ConcurrentQueue<Receipt> _receipts = new();

    /// <summary>Makes a case's replies known.</summary>
    public void Add(ConformanceCase conformanceCase) => _cases[conformanceCase.Id] = conformanceCase;

    /// <summary>What was received of a case, in order of arrival.</summary>
    public IReadOnlyList<Receipt> ReceiptsOf(string caseId) => [.. _receipts.Where(receipt => receipt.Marker.Case == caseId)];

    /// <summary>Notes a request and says how to reply. <see cref="Ended"/> must follow.</summary>
    public Reply Received(string upstream, RecordedRequest request, string http, string? serverName)
    {
        var marker = RequestMarker.Of(request);
        var underWay = _underWay.AddOrUpdate((upstream, marker.Case), 1, (_, count) => count + 1);
        _receipts.Enqueue(new Receipt(upstream, marker, request, http, serverName, underWay));

        var attempt = _attempts.AddOrUpdate((upstream, marker), 1, (_, count) => count + 1);
        var replies = _cases.TryGetValue(marker.Case, out var found) ? found.Replies.GetValueOrDefault(upstream) : null;
        return replies is null ? Plain : replies[Math.Min(attempt, replies.Count) - 1];
    }

    /// <summary>A request was replied to, or the client left.</summary>
    public void Ended(string upstream, RecordedRequest request)
    {
        var marker = RequestMarker.Of(request);
        _underWay.AddOrUpdate((upstream, marker.Case), 0, (_, count) => count - 1);
    }
}
