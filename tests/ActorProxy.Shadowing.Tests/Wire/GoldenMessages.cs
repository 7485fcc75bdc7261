using ActorProxy.Shadowing.Wire.Generated;
using Google.Protobuf;

namespace ActorProxy.Shadowing.Tests.Wire;

/// <summary>
/// One message of each kind that crosses the network, with a value in every field, and its bytes as they were when it was put here. Nodes of
/// earlier builds write and read exactly these bytes. When a field is added, add a message of its own; never change one that is here.
/// </summary>
internal static class GoldenMessages
{
    public static IReadOnlyDictionary<string, (string Manifest, IMessage Message)> All { get; } = new Dictionary<string, (string, IMessage)>
    {
        ["batch"] = ("B", new CopyBatch
        {
            Version = 1, Mapping = "shop-shadow", Lane = 3, Edge = 0x1122334455667788, Batch = 42, SettleTo = "akka.tcp://actorproxy@10.0.0.1:4053/user/settlements",
            Count = 1, Forwarded = true, Copies = { Copy },
        }),
        ["batch with a part"] = ("B", new CopyBatch
        {
            Version = 1, Mapping = "m", Edge = 1, Batch = 2, SettleTo = "s", Count = 1, Part = new Part { Index = 1, Count = 2, TotalBytes = 70_000, Data = Bytes("part") },
        }),
        ["batch that tells its time"] = ("B", new CopyBatch { Version = 1, Mapping = "m", Edge = 1, Batch = 2, SettleTo = "s", Count = 1, SentAt = 1_760_000_000_456, Copies = { Copy } }),
        ["admission"] = ("A", new Admission { Verdict = Admission.Types.Verdict.Refused, Batch = 42, Node = "akka.tcp://actorproxy@10.0.0.2:4053", NodeUid = 7 }),
        ["admission, busy"] = ("A", new Admission { Verdict = Admission.Types.Verdict.Busy, Batch = 42, Node = "n", NodeUid = 7 }),
        ["settlement"] = ("S", new Settlement { Edge = 5, Batches = { new BatchResults { Batch = 42, Results = { 15, 200, 1500, 2500, 16, 0, 1500, 0 }, Comparisons = { 2, 0 } } } }),
        ["return"] = ("T", new Return { Edge = 5, Batch = 42, Copies = { 0, 3, 300 } }),
        ["metrics"] = ("M", new MetricsPage
        {
            Incarnation = 5, Version = 6, Address = "akka.tcp://actorproxy@10.0.0.1:4053", AddressUid = 8, Roles = { "edge" }, Shadows = { Shadow }, Productions = { Production },
            Suspension = "cpu", Comparisons = { Comparison }, Generation = "g1",
        }),
        ["departed request"] = ("D", new DepartedRequest()),
        ["retired total"] = ("R", new RetiredTotal { Incarnations = { 1, 2 }, Shadows = { Shadow }, Productions = { Production }, Part = 1, Parts = 2, Comparisons = { Comparison } }),
        ["control"] = ("C", new ControlTable { Entries = { Control }, History = { Control } }),
        ["cluster sighting"] = ("G", new ClusterSighting { Members = { "akka.tcp://actorproxy@10.0.0.1:4053" }, IsAnswer = true }),
        ["samples request"] = ("Q", new SamplesRequest { Mapping = "shop-shadow", Path = "$.price", Skip = 3 }),
        ["samples page"] = ("P", new SamplesPage { Samples = { new Sample { At = 1_760_000_000_123, Json = Bytes("{}") } }, Total = 4 }),
    };

    private static Copy Copy => new()
    {
        Method = "POST", PathAndQuery = Bytes("/a%20b?c=d"), Host = Bytes("example.com"), Headers = { Header("X-One", "1"), Header("x-two", "") }, Framing = 2, Body = Bytes("body"),
        SamplePoint = 0.25, OfferedAt = 1_760_000_000_123, ProductionStatus = 201, ProductionUs = 1500, OrderKey = 9,
        Reply = new ProductionReply { End = 1, Headers = { Header("Content-Type", "text/plain") }, Trailers = { Header("X-Sum", "2") }, Body = Bytes("reply") },
    };

    private static ShadowCounters Shadow => new()
    {
        Mapping = "shop-shadow", Offered = 300, Outcomes = { 1, 0, 299 }, Statuses = { { 200, 299 } }, ProductionLatency = Histogram, ShadowLatency = Histogram, Comparisons = { 4, 5 },
    };

    private static ProductionCounters Production => new() { Mapping = "shop", Requests = 300, Failed = 2, Statuses = { { 503, 2 } }, Latency = Histogram };

    private static Histogram Histogram => new() { Buckets = { 1, 200 }, Counts = { 3, 400 }, SumUs = 123_456 };

    private static PairCounters Pair => new() { Raw = 1, PairedRaw = 2, Noise = 3, Both = 4 };

    private static LatencyPairCounters Latency => new() { Slower = Histogram, Faster = Histogram, Ratio = Histogram };

    private static StatusPairCounter Status => new() { Production = 200, Other = 500, Count = 6 };

    private static ComparisonPart Comparison => new()
    {
        Mapping = "shop-shadow", Outcomes = { 1, 2 }, Different = Pair, ShadowStatuses = { Status }, BaselineStatuses = { Status }, ShadowLatency = Latency, BaselineLatency = Latency,
        Endpoints =
        {
            new EndpointCounters
            {
                Endpoint = "GET /a", Heads = 1, Bodies = 2, PairedHeads = 3, PairedBodies = 4,
                Fields = { new FieldCounters { Path = "$.price", Any = Pair, Kinds = { { 3, Pair } } } },
            },
        },
    };

    private static ControlEntry Control => new()
    {
        Key = "shop-shadow", Clock = 3, Writer = 4, HasWeight = true, Weight = 12.5, Paused = true, Who = "me", When = 1_760_000_000_123, Reason = "why",
    };

    private static Header Header(string name, string value) => new() { Name = Bytes(name), Value = Bytes(value) };

    private static ByteString Bytes(string text) => ByteString.CopyFromUtf8(text);
}
