namespace ActorProxy.Conformance.Tests.Model;

/// <summary>What the client is to get.</summary>
internal sealed record ExpectedReply
{
    /// <summary>Stands for the end of the connection among <see cref="InOrder"/>.</summary>
    public const string End = "end";

    /// <summary>How often each status is to come; others never.</summary>
    public required IReadOnlyDictionary<int, ExpectedCount> Statuses { get; init; }

    /// <summary>Statuses of the replies on a connection, in order; <see cref="End"/> where the proxy is to end it. For what is sent as raw bytes.</summary>
    public required IReadOnlyList<string> InOrder { get; init; }

    /// <summary>Headers of every reply.</summary>
    public required IReadOnlyList<ExpectedHeader> Headers { get; init; }

    /// <summary>Body of every reply; null when it does not matter.</summary>
    public required ExpectedText? Body { get; init; }

    /// <summary>Trailers of every reply.</summary>
    public required IReadOnlyList<ExpectedHeader> Trailers { get; init; }

    /// <summary>What comes back over an upgraded connection; null when it does not matter.</summary>
    public required string? Echo { get; init; }

    /// <summary>Least time to the reply.</summary>
    public required TimeSpan? After { get; init; }

    /// <summary>Most time to the reply.</summary>
    public required TimeSpan? Within { get; init; }

    /// <summary>Reads the fields of <c>expect</c> that are about the reply.</summary>
    public static ExpectedReply Read(CaseNode node, int sent) => new()
    {
        Statuses = ReadStatuses(node, sent),
        InOrder = node.Texts("replies"),
        Headers = ExpectedHeader.ReadAll(node.Map("headers")),
        Body = node.Has("body") ? new ExpectedText(node.Text("body") ?? "") : null,
        Trailers = ExpectedHeader.ReadAll(node.Map("trailers")),
        Echo = node.Text("echo"),
        After = node.Number("after_ms") is { } after ? TimeSpan.FromMilliseconds(after) : null,
        Within = node.Number("within_ms") is { } within ? TimeSpan.FromMilliseconds(within) : null,
    };

    private static Dictionary<int, ExpectedCount> ReadStatuses(CaseNode node, int sent)
    {
        if (sent == 0)
            return [];
        if (node.Number("status") is { } single)
            return new() { [single] = ExpectedCount.Exactly(sent) };

        var map = node.Map("statuses") ?? throw node.Fault("needs status or statuses");
        var statuses = map.Names.ToDictionary(
            name => int.Parse(name, System.Globalization.CultureInfo.InvariantCulture), name => ExpectedCount.Parse(map.Required(name)));
        map.Finish();
        return statuses;
    }
}
