using ActorProxy.Admin.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary>What can be read of the cluster: members, configuration, metrics.</summary>
internal static class ClusterEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, NodeViews node)
    {
        routes.MapGet("/api/cluster", context => Answers.WriteAsync(context, node.ReadCluster(), AdminJsonContext.Plain.ClusterResponse));
        routes.MapGet("/api/diagnostics", context => Answers.WriteAsync(context, node.ReadDiagnostics(), AdminJsonContext.Plain.DiagnosticsResponse));
        routes.MapGet("/api/metrics", context => Answers.WriteAsync(context, node.ReadMetrics(), AdminJsonContext.Plain.MetricsResponse));
    }
}
