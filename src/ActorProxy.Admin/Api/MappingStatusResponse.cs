using ActorProxy.Mappings.Routing;
using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Api;

/// <summary>Which resources the living nodes hold, as this node knows it.</summary>
/// <param name="Generation">That of the node that answers.</param>
/// <param name="InStep">Whether every living node is known to hold the same resources.</param>
/// <param name="Nodes">The living nodes, the one that answers first.</param>
public sealed record MappingStatusResponse(string Generation, bool InStep, IReadOnlyList<NodeGenerationResponse> Nodes)
{
    /// <summary>Compares the nodes.</summary>
    public static MappingStatusResponse From(RouteTableStore routes, MetricsReport report)
    {
        var own = routes.Current.Generation;
        var nodes = report.Nodes.Where(node => node.State == "live")
            .Select((node, index) => new NodeGenerationResponse(
                node.Address,
                node.Roles,
                index == 0 ? own : node.Generation,
                index == 0 || node.Generation == own,
                Math.Round(node.Age.TotalMilliseconds, 3)))
            .ToArray();
        return new MappingStatusResponse(own, nodes.All(node => node.Same), nodes);
    }
}

/// <summary>What one node holds.</summary>
/// <param name="Address">Its cluster address.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Generation">Equal on nodes that hold the same resources; empty when the node does not tell.</param>
/// <param name="Same">Whether it is that of the node that answers.</param>
/// <param name="AgeMs">How old the knowledge is, in milliseconds.</param>
public sealed record NodeGenerationResponse(string Address, IReadOnlyList<string> Roles, string Generation, bool Same, double AgeMs);
