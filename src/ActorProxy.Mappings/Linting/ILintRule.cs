using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Linting;

/// <summary>Looks for one kind of thing that is allowed and probably not meant.</summary>
internal interface ILintRule
{
    /// <summary>Reports what it finds.</summary>
    void Check(LintContext context);
}

/// <summary>What rules look at.</summary>
/// <param name="Mappings">All Mappings in name order, also those that are not used.</param>
/// <param name="Groups">The groups of Mappings with what they were compiled to, in evaluation order.</param>
/// <param name="Routes">All groups of the table.</param>
/// <param name="Owners">The resource to name for each of <paramref name="Routes"/>.</param>
/// <param name="Findings">Where findings go.</param>
internal sealed record LintContext(
    IReadOnlyList<MappingResource> Mappings,
    IReadOnlyList<(MappingGroup Group, RouteGroup Route)> Groups,
    IReadOnlyList<RouteGroup> Routes,
    IReadOnlyList<Resource> Owners,
    List<Finding> Findings)
{
    /// <summary>Reports a finding.</summary>
    public void Report(Finding finding) => Findings.Add(finding);
}
