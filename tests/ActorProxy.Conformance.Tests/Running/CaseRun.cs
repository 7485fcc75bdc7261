using ActorProxy.Conformance.Tests.Client;
using ActorProxy.Conformance.Tests.Model;
using ActorProxy.Conformance.Tests.Upstreams;

namespace ActorProxy.Conformance.Tests.Running;

/// <summary>Runs one case: checks what the node says of its resources, sends its requests, and looks at what everybody got.</summary>
internal sealed class CaseRun(ConformanceCase found, NodeUnderTest node, Diagnostics diagnostics, Script script)
{
    private readonly List<string> _problems = [];

    /// <summary>Runs it.</summary>
    /// <returns>What is not as expected.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        CheckFindings();
        CheckShares();
        for (var i = 0; i < found.Steps.Count; i++)
            await SendAsync(found.Steps[i], i + 1);

        // Once every copy has ended, what was not received will not be.
        var counters = await node.SettledAsync(found.Id);
        CheckAccounting(counters);
        var receipts = script.ReceiptsOf(found.Id);
        for (var i = 0; i < found.Steps.Count; i++)
        {
            var number = i + 1;
            _problems.AddRange(new ReceiptCheck(found.Steps[i], [.. receipts.Where(receipt => receipt.Marker.Step == number)])
                .Problems().Select(problem => $"request {number}: {problem}"));
        }

        _problems.AddRange(script.TakeStrays());
        if (_problems.Count > 0)
            _problems.AddRange(counters.Select(counter => $"(accounting of {counter})"));
        return _problems;
    }

    private void CheckFindings()
    {
        var findings = diagnostics.In($"{found.Id}.yaml");
        foreach (var expected in found.Findings.Where(expected => !findings.Any(finding => Matches(expected, finding))))
            _problems.Add($"there is no finding {expected}");
        foreach (var finding in findings.Where(finding => found.NoFindings.Contains(finding.Code)))
            _problems.Add($"unexpected finding: {finding}");
        foreach (var finding in findings.Where(finding => finding.Severity == "error" && !found.Findings.Any(expected => Matches(expected, finding))))
            _problems.Add($"unexpected finding: {finding}");
        if (_problems.Count > 0)
            _problems.AddRange(findings.Select(finding => $"(found: {finding})"));
    }

    private static bool Matches(ExpectedFinding expected, Finding finding) =>
        finding.Code == expected.Code
        && (expected.Severity ?? finding.Severity) == finding.Severity
        && (expected.Resource ?? finding.Resource) == finding.Resource
        && (expected.Field ?? finding.Field) == finding.Field
        && (expected.Line ?? finding.Line) == finding.Line
        && finding.Message.Contains(expected.Message ?? "", StringComparison.Ordinal);

    private void CheckShares()
    {
        var actual = diagnostics.Routes.SelectMany(route => route.Productions)
            .ToLookup(production => production.Name, production => production.Share.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, share) in found.Shares.Where(expected => !actual[expected.Key].SequenceEqual([expected.Value])))
            _problems.Add($"share of {name}: expected {share}, got {string.Join(" and ", actual[name])}");
    }

    private void CheckAccounting(IReadOnlyList<ShadowCounters> counters)
    {
        foreach (var (name, expected) in found.Accounting)
        {
            var actual = counters.FirstOrDefault(counter => counter.Name == name) ?? new ShadowCounters(name, 0, new Dictionary<string, long>());
            foreach (var (counter, count) in expected.Where(pair => !pair.Value.Holds(actual.Of(pair.Key))))
                _problems.Add($"accounting of {name}: expected {counter} {count}, got {actual.Of(counter)}");
        }
    }

    private Task SendAsync(RequestStep step, int number) => step.Raw is { } raw ? SendRawAsync(step, raw, number) : SendPlainAsync(step, number);

    private async Task SendRawAsync(RequestStep step, RawText raw, int number)
    {
        await using var connection = await RawConnection.ConnectAsync(node.Port);
        var expected = step.Reply.InOrder;
        var bytes = raw.Bytes(n => $"{RequestMarker.HeaderName}: {new RequestMarker(found.Id, number, n)}");
        var replies = await connection.SendAsync(bytes, raw.IsByteByByte, expected.Count, expected.Contains(ExpectedReply.End));
        if (!replies.SequenceEqual(expected))
            _problems.Add($"request {number}: expected the replies {string.Join(", ", expected)}, got {string.Join(", ", replies)}");
    }

    private async Task SendPlainAsync(RequestStep step, int number)
    {
        var replies = new List<HttpReply>();
        var numbers = Enumerable.Range(1, step.Times).SelectMany(n => Enumerable.Repeat(n, step.Repeat)).ToList();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, step.Parallel).Select(_ => SendAllAsync()));
        foreach (var problem in ReplyCheck.Problems(step.Reply, replies))
            _problems.Add($"request {number}: {problem}");

        async Task SendAllAsync()
        {
            await using var client = new CaseClient(node.Port, step.IsHttp2);
            for (var i = Interlocked.Increment(ref next); i < numbers.Count; i = Interlocked.Increment(ref next))
            {
                var request = Request(step, new RequestMarker(found.Id, number, numbers[i]));
                if (step.AbortAfter is { } bytes)
                {
                    // Of a client that has left before its request was read there is nothing to copy.
                    var offered = (await node.CountersAsync(found.Id)).Sum(shadow => shadow.Offered);
                    await RawConnection.AbortAsync(node.Port, request, bytes, () => node.OfferedAsync(found.Id, offered));
                    continue;
                }

                var reply = await client.SendAsync(request);
                lock (replies)
                    replies.Add(reply);
            }
        }
    }

    private static OutgoingRequest Request(RequestStep step, RequestMarker marker)
    {
        return new OutgoingRequest
        {
            Line = Numbered(step.Line),
            Host = step.Host is null ? null : Numbered(step.Host),
            Headers = [.. step.Headers.Select(header => new KeyValuePair<string, string>(header.Key, Numbered(header.Value))), new(RequestMarker.HeaderName, marker.ToString())],
            Body = step.Body,
            IsChunked = step.IsChunked,
            Then = step.Then,
        };

        string Numbered(string text) => text.Replace("${n}", marker.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
