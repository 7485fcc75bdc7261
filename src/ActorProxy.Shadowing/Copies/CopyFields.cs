namespace ActorProxy.Shadowing.Copies;

/// <summary>Field numbers of Wire/copies.proto.</summary>
internal static class CopyFields
{
    public const int BatchVersion = 1, BatchMapping = 2, BatchLane = 3, BatchEdge = 4, BatchId = 5, BatchSettleTo = 6, BatchCount = 7, BatchPart = 8,
        BatchForwarded = 9, BatchSentAt = 10,
        BatchCopies = 15;

    public const int PartIndex = 1, PartCount = 2, PartTotalBytes = 3, PartData = 4;

    public const int Method = 1, PathAndQuery = 2, Host = 3, Headers = 4, Framing = 5, Body = 6, SamplePoint = 7, OfferedAt = 8, ProductionStatus = 9,
        ProductionMicroseconds = 10, OrderKey = 11, Reply = 12;

    public const int ReplyEnd = 1, ReplyHeaders = 2, ReplyTrailers = 3, ReplyBody = 4;

    public const int HeaderName = 1, HeaderValue = 2;
}
