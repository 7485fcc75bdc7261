using ActorProxy.Conformance.Tests.Client;
using ActorProxy.Conformance.Tests.Model;

namespace ActorProxy.Conformance.Tests.Running;

/// <summary>Compares what the client got with what it was to get.</summary>
internal static class ReplyCheck
{
    /// <summary>What is not as expected; of many alike only the first.</summary>
    public static IReadOnlyList<string> Problems(ExpectedReply expected, IReadOnlyList<HttpReply> replies)
    {
        var problems = new List<string>();
        var statuses = replies.GroupBy(reply => reply.Status).ToDictionary(group => group.Key, group => group.Count());
        foreach (var status in statuses.Keys.Union(expected.Statuses.Keys).Order())
        {
            var count = expected.Statuses.TryGetValue(status, out var given) ? given : ExpectedCount.Exactly(0);
            if (!count.Holds(statuses.GetValueOrDefault(status)))
                problems.Add($"status {status}: expected {count} times, got it {statuses.GetValueOrDefault(status)} times");
        }

        problems.AddRange(replies.SelectMany(reply => Problems(expected, reply)).Distinct().Take(5));
        if (problems.Count > 0 && replies.Count > 0)
            problems.Add($"(the first reply: {replies[0]})");
        return problems;
    }

    private static IEnumerable<string> Problems(ExpectedReply expected, HttpReply reply)
    {
        foreach (var header in expected.Headers)
        {
            if (header.Check(reply.Headers) is { } problem)
                yield return problem;
        }

        foreach (var trailer in expected.Trailers)
        {
            if (trailer.Check(reply.Trailers) is { } problem)
                yield return $"trailer: {problem}";
        }

        if (expected.Body is { } body && !body.Holds(reply.Body))
            yield return $"body: expected '{body}', got '{reply.Body}'";
        if (expected.Echo is { } echo && echo != reply.Echo)
            yield return $"echo: expected '{echo}', got '{reply.Echo}'";
        if (reply.Took < expected.After)
            yield return $"the reply came within {reply.Took.TotalMilliseconds:f0} ms, not before {expected.After.Value.TotalMilliseconds} ms were expected";
        if (reply.Took > expected.Within)
            yield return $"the reply took {reply.Took.TotalMilliseconds:f0} ms, at most {expected.Within.Value.TotalMilliseconds} were expected";
    }
}
