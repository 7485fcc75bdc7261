namespace ActorProxy.Conformance.Tests.Model;

/// <summary>One case: what services do, what is sent, what is to come of it, and the resources under test.</summary>
internal sealed record ConformanceCase
{
    /// <summary>Path of its file below <c>Cases</c>, without the extension.</summary>
    public required string Path { get; init; }

    /// <summary>What <c>${id}</c> stands for: unique, four characters.</summary>
    public required string Id { get; init; }

    /// <summary>The node that it runs on.</summary>
    public required string Node { get; init; }

    /// <summary>What upstreams reply, in turn for the attempts at one request; the last reply goes on.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Reply>> Replies { get; init; }

    /// <summary>The requests, in order.</summary>
    public required IReadOnlyList<RequestStep> Steps { get; init; }

    /// <summary>Findings that there must be. Other errors must not be.</summary>
    public required IReadOnlyList<ExpectedFinding> Findings { get; init; }

    /// <summary>Codes of findings that there must not be.</summary>
    public required IReadOnlyList<string> NoFindings { get; init; }

    /// <summary>Shares of production Mappings, in percent, by name.</summary>
    public required IReadOnlyDictionary<string, string> Shares { get; init; }

    /// <summary>Counters of shadow Mappings by name: <c>offered</c> and outcomes.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, ExpectedCount>> Accounting { get; init; }

    /// <summary>The resources under test, YAML.</summary>
    public required string Resources { get; init; }
}

/// <summary>A finding that there must be.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">Its severity; null when it does not matter. The others likewise.</param>
/// <param name="Resource">The resource that it is filed under.</param>
/// <param name="Field">The field that it is about.</param>
/// <param name="Message">A part of its message.</param>
/// <param name="Line">Its line in the resources, from 1.</param>
internal sealed record ExpectedFinding(string Code, string? Severity, string? Resource, string? Field, string? Message, int? Line)
{
    /// <summary>Reads one.</summary>
    public static ExpectedFinding Read(CaseNode node)
    {
        var finding = new ExpectedFinding(node.Required("code"), node.Text("severity"), node.Text("resource"), node.Text("field"), node.Text("message"), node.Number("line"));
        node.Finish();
        return finding;
    }
}
