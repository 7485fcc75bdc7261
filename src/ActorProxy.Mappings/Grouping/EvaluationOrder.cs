using ActorProxy.Mappings.Linting;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Grouping;

/// <summary>A group that is ready to be compiled once its place is known.</summary>
/// <param name="Owner">The resource to name when something is wrong with it.</param>
/// <param name="Precedence">Precedence; 0 for what has none.</param>
/// <param name="PathLength">Length of the path that it matches.</param>
/// <param name="Compile">Compiles it for a place.</param>
/// <param name="Services">The services that it names.</param>
/// <param name="Mappings">Its Mappings; null when it comes from other resources.</param>
internal sealed record PlannedGroup(
    Resource Owner, int Precedence, int PathLength, Func<int, RouteGroup> Compile, IReadOnlyList<ServiceReference> Services, MappingGroup? Mappings = null);

/// <summary>Brings groups of Mappings and of HTTPRoutes, each in their own order, into one.</summary>
internal static class EvaluationOrder
{
    /// <summary>
    /// Merges without changing the order within either: Mappings of positive precedence come first, those of negative precedence last, and in
    /// between the longer path goes first, the HTTPRoute where both are equally long.
    /// </summary>
    public static IReadOnlyList<PlannedGroup> Merge(IEnumerable<PlannedGroup> mappings, IEnumerable<PlannedGroup> httpRoutes)
    {
        var (left, right) = (new Queue<PlannedGroup>(mappings), new Queue<PlannedGroup>(httpRoutes));
        var merged = new List<PlannedGroup>(left.Count + right.Count);
        while (left.Count > 0 && right.Count > 0)
        {
            var (mapping, route) = (left.Peek(), right.Peek());
            var mappingFirst = mapping.Precedence != 0 ? mapping.Precedence > 0 : mapping.PathLength > route.PathLength;
            merged.Add((mappingFirst ? left : right).Dequeue());
        }

        return [.. merged, .. left, .. right];
    }
}
