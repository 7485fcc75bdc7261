using System.Text.Json;
using System.Text.Json.Nodes;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Ambassador;

/// <summary>For tools that read Ambassador's diagnostics and probes that ask for its health.</summary>
internal static class AmbassadorEndpoints
{
    private const string Everything = "webui";

    public static void Map(IEndpointRouteBuilder routes, NodeViews node)
    {
        var report = new AmbassadorReport(node);
        routes.MapGet("/ambassador/v0/diag", context => WriteAsync(context, report));
        routes.MapGet("/ambassador/v0/check_alive", context => SayAsync(context, StatusCodes.Status200OK, $"ambassador liveness check OK ({AmbassadorReport.Uptime()})"));
        routes.MapGet("/ambassador/v0/check_ready", context => node.ReadReadiness() is { Ready: false, Reason: var reason }
            ? SayAsync(context, StatusCodes.Status503ServiceUnavailable, $"ambassador not ready ({reason})")
            : SayAsync(context, StatusCodes.Status200OK, $"ambassador readiness check OK ({AmbassadorReport.Uptime()})"));
    }

    private static Task WriteAsync(HttpContext context, AmbassadorReport report)
    {
        // Without json, Ambassador shows a page for people. Ours is at the root.
        if (!context.Request.Query.ContainsKey("json"))
        {
            context.Response.Redirect("/");
            return Task.CompletedTask;
        }

        var answer = report.Read();
        var filter = context.Request.Query["filter"].ToString();
        if (filter is "" or Everything)
            return Answers.WriteAsync(context, answer, AdminJsonContext.Plain.AmbassadorDiagnostics);

        // One key gives its value alone; diagd gives null for a key that it does not know.
        var whole = JsonSerializer.SerializeToNode(answer, AdminJsonContext.Plain.AmbassadorDiagnostics)!.AsObject();
        return Answers.WriteAsync(context, whole[filter] ?? JsonValue.Create((string?)null), AdminJsonContext.Plain.JsonNode!);
    }

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
