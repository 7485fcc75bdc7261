using ActorProxy.Admin.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary><c>GET /api/route-test?path=/x&amp;method=GET&amp;host=h&amp;header=Name:value</c>: which route a request would take.</summary>
internal static class RouteTestEndpoint
{
    private static readonly string[] Known = ["path", "method", "host", "header"];

    public static void Map(IEndpointRouteBuilder routes, NodeViews node) => routes.MapGet("/api/route-test", context =>
    {
        var query = context.Request.Query;
        if (query.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, $"'{unknown}' is not a parameter; known: {string.Join(", ", Known)}");

        var answer = node.TestRoute(query["method"], query["host"], query["path"], query["header"].OfType<string>());
        return Answers.WriteAsync(context, answer, AdminJsonContext.Plain.RouteTestResponse);
    });
}
