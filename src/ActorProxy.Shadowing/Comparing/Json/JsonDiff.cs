namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>
/// Finds the differences of two JSON documents in time that grows with their size (times a logarithm): equal parts are passed over by their
/// hashes, and elements of arrays find their counterparts by hash.
/// </summary>
internal sealed class JsonDiff(JsonRules rules, DifferenceSet differences)
{
    /// <summary>Values looked at so far: a measure of the work that does not depend on the machine.</summary>
    public long Steps { get; private set; }

    /// <summary>Adds the differences of two values at a place.</summary>
    public void Compare(JsonNode production, JsonNode other, GroupedPath path)
    {
        Steps++;
        if (production.Hash == other.Hash && !production.HasLooseNumbers) return;
        if (production.Type != other.Type)
        {
            Report(path, DifferenceKind.Type);
            return;
        }

        switch (production.Type)
        {
            case JsonType.Object:
                Members(production.Members, other.Members, path);
                break;
            case JsonType.Array:
                Elements(production, other, path);
                break;
            case JsonType.Number when rules.Tolerance > 0 && IsNear(production.Number, other.Number):
                break;
            default:
                Report(path, DifferenceKind.Value);
                break;
        }
    }

    private void Members(JsonMember[] production, JsonMember[] other, GroupedPath path)
    {
        // Both are sorted; of names that stand twice, the first goes with the first.
        var (i, j) = (0, 0);
        while (i < production.Length || j < other.Length)
        {
            Steps++;
            var order = i == production.Length ? 1 : j == other.Length ? -1 : string.CompareOrdinal(production[i].Name, other[j].Name);
            if (order < 0) Report(path.Member(production[i++].Name), DifferenceKind.Missing);
            else if (order > 0) Report(path.Member(other[j++].Name), DifferenceKind.Added);
            else if (production[i].Node.Hash != other[j].Node.Hash || production[i].Node.HasLooseNumbers)
                Compare(production[i].Node, other[j++].Node, path.Member(production[i++].Name));
            else (i, j) = (i + 1, j + 1);
        }
    }

    private void Elements(JsonNode production, JsonNode other, GroupedPath path)
    {
        if (production.Elements.Length != other.Elements.Length) Report(path, DifferenceKind.Length);

        var pairs = ElementPairs.Of(production, other);
        Steps += pairs.Steps;
        if (pairs.IsReordered && !production.IsUnordered) Report(path, DifferenceKind.Order);

        var element = path.Element();
        foreach (var (first, second) in pairs.Paired) Compare(first, second, element);
        if (pairs.HasMissing) Report(element, DifferenceKind.Missing);
        if (pairs.HasAdded) Report(element, DifferenceKind.Added);
    }

    private bool IsNear(double a, double b) =>
        a.Equals(b) || Math.Abs(a - b) <= rules.Tolerance * Math.Max(Math.Abs(a), Math.Abs(b));

    private void Report(GroupedPath path, DifferenceKind kind) => differences.Add(path.ToString(), kind);
}
