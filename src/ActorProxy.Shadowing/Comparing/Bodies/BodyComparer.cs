using ActorProxy.Shadowing.Comparing.Json;

namespace ActorProxy.Shadowing.Comparing.Bodies;

/// <summary>Compares two bodies.</summary>
internal static class BodyComparer
{
    /// <summary>Adds the differences; says whether the bodies could be compared at all.</summary>
    public static BodyState Compare(PreparedBody production, PreparedBody other, JsonRules rules, DifferenceSet differences)
    {
        if (production.IsWhole && other.IsWhole && production.IsSameOnWire(other)) return BodyState.Readable;

        // Nothing against something is a difference, however much of it there is and however it is encoded.
        if (production.IsEmpty != other.IsEmpty)
        {
            differences.Add(FieldPaths.Body, production.IsEmpty ? DifferenceKind.Added : DifferenceKind.Missing);
            return BodyState.Readable;
        }

        var state = production.State == BodyState.Readable ? other.State : production.State;
        if (state == BodyState.Readable) CompareReadable(production, other, rules, differences);
        return state;
    }

    private static void CompareReadable(PreparedBody production, PreparedBody other, JsonRules rules, DifferenceSet differences)
    {
        if (production.Bytes.Span.SequenceEqual(other.Bytes.Span) && production.Type.IsGrpc == other.Type.IsGrpc) return;

        if (production.Json is { } json && other.Json is { } otherJson)
            new JsonDiff(rules, differences).Compare(json, otherJson, GroupedPath.Root);
        else if (production.Messages is { } messages && other.Messages is { } otherMessages)
            GrpcMessages.Compare(messages, otherMessages, differences);
        else if (production.Json is null != other.Json is null || production.Messages is null != other.Messages is null)
            differences.Add(FieldPaths.Body, DifferenceKind.Type);
        else if (!production.Text.Span.SequenceEqual(other.Text.Span))
            differences.Add(FieldPaths.Body, DifferenceKind.Value);
    }
}
