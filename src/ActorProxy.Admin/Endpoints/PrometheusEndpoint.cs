using ActorProxy.Admin.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary><c>GET /metrics</c>: this node's counters for Prometheus.</summary>
internal static class PrometheusEndpoint
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    public static void Map(IEndpointRouteBuilder routes, NodeViews node) => routes.MapGet("/metrics", context =>
    {
        context.Response.ContentType = TextFormat;
        return context.Response.WriteAsync(new NodeExposition(node).Write(), context.RequestAborted);
    });
}
