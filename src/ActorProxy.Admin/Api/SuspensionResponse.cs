using ActorProxy.Shadowing.Accounting;

namespace ActorProxy.Admin.Api;

/// <summary>An edge in distress that has suspended copying for production's sake.</summary>
/// <param name="Node">Its cluster address.</param>
/// <param name="Reason">What is too much for it.</param>
public sealed record SuspensionResponse(string Node, string Reason)
{
    internal static IReadOnlyList<SuspensionResponse> From(MetricsReport report) =>
        [.. report.Nodes.Where(n => n.Suspension is not null).Select(n => new SuspensionResponse(n.Address, n.Suspension!))];
}
