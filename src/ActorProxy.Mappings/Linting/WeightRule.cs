using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Linting;

/// <summary>Canary weights that do not add up (Ambassador passes over most of these in silence).</summary>
internal sealed class WeightRule : ILintRule
{
    /// <inheritdoc/>
    public void Check(LintContext context)
    {
        foreach (var (group, _) in context.Groups)
        {
            if (group.Productions.Any(production => production.Weight > 100))
                CheckSingle(group, context);
            else if (group.Productions.Count > 1)
                CheckSum(group, context);
        }
    }

    private static void CheckSingle(MappingGroup group, LintContext context)
    {
        foreach (var production in group.Productions.Where(production => production.Weight > 100))
        {
            var consequence = group.Productions.Count == 1 ? "alone in its group, it gets all requests" : "its whole group gets no traffic";
            context.Report(production.At(
                Severity.Error,
                FindingCodes.WeightOutOfRange,
                $"spec.weight must be from 0 to 100, not {production.Weight}; {consequence}",
                "weight"));
        }
    }

    private static void CheckSum(MappingGroup group, LintContext context)
    {
        var weighted = group.Productions.Where(production => production.Weight is not null).ToList();
        var unweighted = group.Productions.Where(production => production.Weight is null).ToList();
        var sum = weighted.Sum(production => production.Weight!.Value);
        if (sum > 100)
        {
            context.Report(group.First.At(
                Severity.Error,
                FindingCodes.WeightSumAbove100,
                $"Total weight of mappings exceeds 100: {List(weighted)}; what is above goes to nobody, in name order",
                "weight"));
        }
        else if (sum < 100 && unweighted.Count == 0)
        {
            context.Report(group.First.At(
                Severity.Warning,
                FindingCodes.WeightSumBelow100,
                $"the weights add up to {sum}: {List(weighted)}; the other {100 - sum} % match nothing here and go to later routes, or get 404",
                "weight"));
        }

        if (sum >= 100)
        {
            foreach (var production in unweighted)
                context.Report(production.At(
                    Severity.Notice,
                    FindingCodes.NoShare,
                    "gets no requests: the others of its group take all of them"));
        }
    }

    private static string List(IEnumerable<MappingResource> weighted) =>
        string.Join(", ", weighted.Select(production => $"{production.Id.Name} {production.Weight}"));
}
