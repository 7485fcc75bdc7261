using ActorProxy.Admin.Prometheus;
using ActorProxy.Shadowing.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary><c>GET /metrics</c>: this node's counters for Prometheus.</summary>
internal static class PrometheusEndpoint
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    public static void Map(IEndpointRouteBuilder routes, INodeTelemetry telemetry) => routes.MapGet("/metrics", context =>
    {
        context.Response.ContentType = TextFormat;
        return context.Response.WriteAsync(NodeExposition.Write(telemetry), context.RequestAborted);
    });
}
