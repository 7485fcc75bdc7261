using ActorProxy.Shadowing.Comparing.Metering;

namespace ActorProxy.Shadowing.Comparing;

/// <summary>The names of fields that are not inside a JSON body.</summary>
internal static class FieldPaths
{
    /// <summary>Whether there is a reply.</summary>
    public const string Reply = "reply";

    /// <summary>Its status.</summary>
    public const string Status = "status";

    /// <summary>Stands before the name of a header.</summary>
    public const string HeaderPrefix = "header:";

    /// <summary>Stands before the name of a trailer.</summary>
    public const string TrailerPrefix = "trailer:";

    /// <summary>The body as a whole.</summary>
    public const string Body = "body";

    /// <summary>The sequence of messages of a gRPC body.</summary>
    public const string Messages = "message";

    /// <summary>Any of them.</summary>
    public const string Message = "message[*]";

    /// <summary>All that is said about latency.</summary>
    public const string Latency = "latency";

    /// <summary>Starts the names of how much slower than production a reply was, such as <c>latency&gt;2x</c>.</summary>
    public const string LatencyPrefix = "latency>";

    /// <summary>The part of a reply that a field belongs to.</summary>
    public static ComparedParts PartOf(string path) =>
        path is Reply or Status || path.StartsWith(HeaderPrefix, StringComparison.Ordinal)
        || path.StartsWith(TrailerPrefix, StringComparison.Ordinal) || path.StartsWith(LatencyPrefix, StringComparison.Ordinal)
            ? ComparedParts.Head
            : ComparedParts.Body;

    /// <summary>Whether every endpoint has that field, so that it needs no limit.</summary>
    public static bool IsOfEveryEndpoint(string path) =>
        path is Reply or Status or Body or ComparisonLimits.Other || path.StartsWith(LatencyPrefix, StringComparison.Ordinal);

    /// <summary>The path, cut to the longest that is counted.</summary>
    public static string Cut(string path) => path.Length <= ComparisonLimits.PathLength ? path : path[..ComparisonLimits.PathLength];
}
