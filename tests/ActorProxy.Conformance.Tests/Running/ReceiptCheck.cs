using ActorProxy.Testing.Http;
using ActorProxy.Conformance.Tests.Model;
using ActorProxy.Conformance.Tests.Upstreams;

namespace ActorProxy.Conformance.Tests.Running;

/// <summary>Compares what upstreams received of one step with what they were to receive.</summary>
internal sealed class ReceiptCheck(RequestStep step, IReadOnlyList<Receipt> receipts)
{
    // What an exact copy may differ in: Host and marker by design; of the framing only the choice between length and chunks is the sender's.
    private static readonly string[] OfTheCopy = ["Host", "X-ActorProxy-Shadow", "Content-Length", "Transfer-Encoding", "Connection"];

    /// <summary>What is not as expected; of many alike only the first.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var group in receipts.Where(receipt => !step.Received.ContainsKey(receipt.Upstream)).GroupBy(receipt => receipt.Upstream))
            yield return $"{group.Count()} times unexpectedly: {group.First()}";

        foreach (var (upstream, expected) in step.Received)
        {
            var received = receipts.Where(receipt => receipt.Upstream == upstream).ToList();
            if (!expected.Count.Holds(received.Count))
                yield return $"{upstream} was to receive {expected.Count}, received {received.Count}";
            foreach (var problem in received.SelectMany(receipt => Problems(expected, receipt)).Distinct().Take(5))
                yield return $"{upstream}: {problem}";
            foreach (var problem in ProblemsTogether(expected, received))
                yield return $"{upstream}: {problem}";
        }
    }

    private IEnumerable<string> Problems(ExpectedReceipt expected, Receipt receipt)
    {
        var request = receipt.Request;
        if (receipt.Http == "1.1")
        {
            foreach (var doubt in Framing.Doubts(request))
                yield return $"not framed beyond doubt: {doubt}";
        }

        if (expected.Method is { } method && method != request.Method)
            yield return $"method: expected {method}, got {request.Method}";
        if (expected.Path is { } path && !path.Holds(request.Target))
            yield return $"path: expected {path}, got {request.Target}";
        if (expected.Host is { } host && !host.Holds(request.Header("Host")))
            yield return $"Host: expected '{host}', got '{request.Header("Host")}'";
        if (expected.Body is { } body && !body.Holds(request.BodyText))
            yield return $"body: expected '{body}', got '{request.BodyText}'";
        if (expected.HasSentBody && !request.Body.AsSpan().SequenceEqual(step.Body))
            yield return $"body: {request.Body.Length} bytes, not the {step.Body?.Length} that were sent";
        if (expected.Http is { } http && http != receipt.Http)
            yield return $"protocol: expected {http}, got {receipt.Http}";
        if (expected.ServerName is { } name && name != receipt.ServerName)
            yield return $"server name: expected {name}, got {receipt.ServerName}";
        foreach (var header in expected.Headers)
        {
            if (header.Check(request.Headers) is { } problem)
                yield return problem;
        }

        if (expected.SameAs is { } original && DifferenceFrom(original, receipt) is { } difference)
            yield return difference;
    }

    private string? DifferenceFrom(string original, Receipt copy)
    {
        if (receipts.FirstOrDefault(receipt => receipt.Upstream == original && receipt.Marker == copy.Marker)?.Request is not { } request)
            return $"a copy of what {original} never received";

        var (expected, actual) = (Text(request), Text(copy.Request));
        if (expected != actual)
            return $"not the same as {original} received:\n{expected}\nbut:\n{actual}";
        return request.Body.AsSpan().SequenceEqual(copy.Request.Body) ? null : $"not the body that {original} received";
    }

    /// <summary>Names in lower case, since HTTP/2 knows no other; sorted, since order among different names means nothing.</summary>
    private static string Text(RecordedRequest request) => string.Join('\n',
    [
        $"{request.Method} {request.Target}",
        .. request.Headers.Where(header => !OfTheCopy.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}").Order(StringComparer.Ordinal),
    ]);

    private IEnumerable<string> ProblemsTogether(ExpectedReceipt expected, List<Receipt> received)
    {
        var numbers = received.Select(receipt => receipt.Marker.Number).ToList();
        if (expected.InOrder && !numbers.SequenceEqual(numbers.Order()))
            yield return $"not in order: {string.Join(' ', numbers)}";
        if (received.Count > 0 && received.Max(receipt => receipt.UnderWay) > expected.AtATime)
            yield return $"{received.Max(receipt => receipt.UnderWay)} were under way at the same time";
        if (expected.AllOrNone && numbers.GroupBy(number => number).FirstOrDefault(group => group.Count() != step.Repeat) is { } part)
            yield return $"of request {part.Key} {part.Count()} of {step.Repeat} arrived";
    }
}
