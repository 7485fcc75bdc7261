namespace ActorProxy.Conformance.Tests.Model;

/// <summary>What an upstream is to receive of a step.</summary>
internal sealed record ExpectedReceipt
{
    /// <summary>How many requests.</summary>
    public required ExpectedCount Count { get; init; }

    /// <summary>Method of each; null when it does not matter. The other fields likewise.</summary>
    public required string? Method { get; init; }

    /// <summary>Path and query of each, as sent.</summary>
    public required ExpectedText? Path { get; init; }

    /// <summary>Host of each.</summary>
    public required ExpectedText? Host { get; init; }

    /// <summary>Headers of each.</summary>
    public required IReadOnlyList<ExpectedHeader> Headers { get; init; }

    /// <summary>Body of each as text.</summary>
    public required ExpectedText? Body { get; init; }

    /// <summary>Whether the body of each is the one that was sent.</summary>
    public required bool HasSentBody { get; init; }

    /// <summary>The upstream whose receipts these equal in all but Host and marker.</summary>
    public required string? SameAs { get; init; }

    /// <summary>Protocol version of each, such as <c>1.1</c>.</summary>
    public required string? Http { get; init; }

    /// <summary>The name that the TLS handshake asked for.</summary>
    public required string? ServerName { get; init; }

    /// <summary>Whether they arrive in the order in which they were sent.</summary>
    public required bool InOrder { get; init; }

    /// <summary>How many are under way there at the same time, at most.</summary>
    public required int? AtATime { get; init; }

    /// <summary>Whether all repetitions of a request arrive, or none.</summary>
    public required bool AllOrNone { get; init; }

    /// <summary>Reads one.</summary>
    /// <param name="node">The map.</param>
    /// <param name="sent">How many requests the step sends: the default of the count.</param>
    public static ExpectedReceipt Read(CaseNode node, int sent)
    {
        var receipt = new ExpectedReceipt
        {
            Count = node.Text("count") is { } count ? ExpectedCount.Parse(count) : ExpectedCount.Exactly(sent),
            Method = node.Text("method"),
            Path = TextOf("path"),
            Host = TextOf("host"),
            Headers = ExpectedHeader.ReadAll(node.Map("headers")),
            Body = TextOf("body"),
            HasSentBody = node.Flag("sent_body"),
            SameAs = node.Text("same_as"),
            Http = node.Text("http"),
            ServerName = node.Text("server_name"),
            InOrder = node.Flag("in_order"),
            AtATime = node.Number("at_a_time"),
            AllOrNone = node.Flag("all_or_none"),
        };
        node.Finish();
        return receipt;

        ExpectedText? TextOf(string name) => node.Has(name) ? new ExpectedText(node.Text(name) ?? "") : null;
    }
}
