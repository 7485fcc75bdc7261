using ActorProxy.Admin.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary>Liveness and readiness.</summary>
internal static class HealthEndpoints
{
    private static readonly AliveResponse Alive = new(true);

    public static void Map(IEndpointRouteBuilder routes, NodeViews node)
    {
        routes.MapGet("/alive", context => Answers.WriteAsync(context, Alive, AdminJsonContext.Plain.AliveResponse));
        routes.MapGet("/ready", context =>
        {
            var answer = node.ReadReadiness();
            var status = answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return Answers.WriteAsync(context, answer, AdminJsonContext.Plain.ReadyResponse, status);
        });
    }
}
