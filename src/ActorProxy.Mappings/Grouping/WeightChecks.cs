using ActorProxy.Mappings.Findings;

namespace ActorProxy.Mappings.Grouping;

/// <summary>Findings about the weights of a group's production Mappings.</summary>
internal static class WeightChecks
{
    /// <summary>Reports weights above 100, alone and in sum.</summary>
    public static void Check(MappingGroup group, List<Finding> findings)
    {
        foreach (var production in group.Productions.Where(production => production.Weight > 100))
        {
            var consequence = group.Productions.Count == 1 ? "alone in its group, it gets all requests" : "its whole group gets no traffic";
            findings.Add(production.At(
                Severity.Error, FindingCodes.WeightOutOfRange, $"spec.weight must be from 0 to 100, not {production.Weight}; {consequence}", "weight"));
        }

        var weighted = group.Productions.Where(production => production.Weight is not null).ToList();
        if (group.Productions.Count > 1 && weighted.All(production => production.Weight <= 100) && weighted.Sum(production => production.Weight) > 100)
        {
            findings.Add(group.First.At(
                Severity.Error,
                FindingCodes.WeightSumAbove100,
                $"Total weight of mappings exceeds 100: {string.Join(", ", weighted.Select(production => $"{production.Id.Name} {production.Weight}"))}; what is above goes to nobody, in name order",
                "weight"));
        }
    }
}
