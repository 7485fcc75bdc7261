using ActorProxy.Admin.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary>Reading and changing the runtime control of shadows.</summary>
internal static class ShadowEndpoints
{
    private static readonly SwitchRequest NothingSaid = new();

    public static void Map(IEndpointRouteBuilder routes, NodeViews node, ShadowSteering steering)
    {
        routes.MapGet("/api/shadows", context => Answers.WriteAsync(context, node.ReadShadows(), AdminJsonContext.Plain.ShadowListResponse));
        routes.MapGet("/api/shadows/history", context => Answers.WriteAsync(context, node.ReadHistory(null), AdminJsonContext.Plain.ShadowHistoryResponse));
        routes.MapGet("/api/shadows/{name}", context => WriteAsync(context, steering.Read(Name(context))));
        routes.MapPost("/api/shadows/{name}/weight", async context =>
        {
            var request = await Answers.ReadAsync(context, AdminJsonContext.Plain.WeightRequest).ConfigureAwait(false);
            var answer = steering.SetWeight(Name(context), request.Weight, By(context, request.Who, request.Reason));
            await WriteAsync(context, answer).ConfigureAwait(false);
        });
        routes.MapPost("/api/shadows/{name}/pause", context => SwitchAsync(context, steering, paused: true));
        routes.MapPost("/api/shadows/{name}/resume", context => SwitchAsync(context, steering, paused: false));
    }

    private static async Task SwitchAsync(HttpContext context, ShadowSteering steering, bool paused)
    {
        var request = await Answers.ReadAsync(context, AdminJsonContext.Plain.SwitchRequest, NothingSaid).ConfigureAwait(false);
        var by = By(context, request.Who, request.Reason);
        if (Name(context) is not ShadowSteering.All)
        {
            await WriteAsync(context, steering.SetPaused(Name(context), paused, by)).ConfigureAwait(false);
            return;
        }

        await Answers.WriteAsync(context, steering.SetAllPaused(paused, by), AdminJsonContext.Plain.ShadowListResponse).ConfigureAwait(false);
    }

    private static Task WriteAsync(HttpContext context, ShadowResponse answer) =>
        Answers.WriteAsync(context, answer, AdminJsonContext.Plain.ShadowResponse);

    private static string Name(HttpContext context) => (string)context.GetRouteValue("name")!;

    private static ShadowSteering.Wish By(HttpContext context, string? who, string? reason) =>
        ShadowSteering.Wish.By(Caller.Describe(context, who), reason);
}
