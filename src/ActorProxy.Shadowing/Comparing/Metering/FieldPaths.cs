namespace ActorProxy.Shadowing.Comparing.Metering;

/// <summary>The names of fields that are not inside a JSON body.</summary>
internal static class FieldPaths
{
    public const string Reply = "reply";
    public const string Status = "status";
    public const string HeaderPrefix = "header:";
    public const string TrailerPrefix = "trailer:";
    public const string Body = "body";
    public const string Message = "message[*]";

    /// <summary>Starts the names of how much slower than production a reply was, such as <c>latency&gt;2x</c>.</summary>
    public const string LatencyPrefix = "latency>";

    /// <summary>The part of a reply that a field belongs to.</summary>
    public static ComparedParts PartOf(string path) =>
        path is Reply or Status || path.StartsWith(HeaderPrefix, StringComparison.Ordinal)
        || path.StartsWith(TrailerPrefix, StringComparison.Ordinal) || path.StartsWith(LatencyPrefix, StringComparison.Ordinal)
            ? ComparedParts.Head
            : ComparedParts.Body;

    /// <summary>The path, cut to the longest that is counted.</summary>
    public static string Cut(string path) => path.Length <= ComparisonLimits.PathLength ? path : path[..ComparisonLimits.PathLength];
}
