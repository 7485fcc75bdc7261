using ActorProxy.Admin.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Endpoints;

/// <summary>What can be read of comparisons: counts, verdict, samples.</summary>
internal static class ComparisonEndpoints
{
    private const string JsonLines = "jsonl";

    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    public static void Map(IEndpointRouteBuilder routes, ComparisonReading comparisons)
    {
        routes.MapGet("/api/shadows/{name}/comparison", context =>
            Answers.WriteAsync(context, comparisons.Read(Name(context)), AdminJsonContext.Plain.ComparisonResponse));
        routes.MapGet("/api/shadows/{name}/verdict", context =>
            Answers.WriteAsync(context, comparisons.Judge(Name(context)), AdminJsonContext.Plain.VerdictResponse));
        routes.MapGet("/api/shadows/{name}/diffs", context => WriteDiffsAsync(context, comparisons));
    }

    private static async Task WriteDiffsAsync(HttpContext context, ComparisonReading comparisons)
    {
        var path = Query(context, "path");
        switch (Query(context, "format"))
        {
            case null or "json":
                var diffs = await comparisons.ReadDiffsAsync(Name(context), path, context.RequestAborted).ConfigureAwait(false);
                await Answers.WriteAsync(context, diffs, AdminJsonContext.Plain.DiffsResponse).ConfigureAwait(false);
                break;
            case JsonLines:
                await WriteLinesAsync(context, comparisons, path).ConfigureAwait(false);
                break;
            case var format:
                throw new RequestRefusedException(StatusCodes.Status400BadRequest, $"the format must be json or {JsonLines}, not '{format}'");
        }
    }

    /// <summary>A sample per line. Nodes whose samples are missing are named in a header, as there is no place for them in the lines.</summary>
    private static async Task WriteLinesAsync(HttpContext context, ComparisonReading comparisons, string? path)
    {
        var report = await comparisons.ReadSamplesAsync(Name(context), path, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (report.Unanswered.Count > 0)
            context.Response.Headers["X-Unanswered-Nodes"] = string.Join(", ", report.Unanswered);
        foreach (var sample in report.Samples)
        {
            await context.Response.Body.WriteAsync(sample, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.WriteAsync(LineFeed, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static string Name(HttpContext context) => (string)context.GetRouteValue("name")!;

    private static string? Query(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
}
