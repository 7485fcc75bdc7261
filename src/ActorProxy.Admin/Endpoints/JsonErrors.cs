using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Admin.Endpoints;

/// <summary>Gives every failure its status and a JSON body, the ones that nobody answered included (404, 405).</summary>
internal sealed partial class JsonErrors(RequestDelegate next, ILogger<JsonErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await Answers.WriteErrorAsync(context, context.Response.StatusCode, Unanswered(context)).ConfigureAwait(false);
        }
        catch (RequestRefusedException refused) when (!context.Response.HasStarted)
        {
            await Answers.WriteErrorAsync(context, refused.Status, refused.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await Answers.WriteErrorAsync(context, bad.StatusCode, bad.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left; nobody is there to be told.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            LogFailure(log, context.Request.Method, context.Request.Path, failure);
            await Answers.WriteErrorAsync(context, StatusCodes.Status500InternalServerError, $"the node failed to answer: {failure.Message}")
                .ConfigureAwait(false);
        }
    }

    private static string Unanswered(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"there is nothing at {context.Request.Path}",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} does not take {context.Request.Method}; allowed: {context.Response.Headers.Allow}",
        var status => $"status {status}",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Admin request {Method} {Path} failed")]
    private static partial void LogFailure(ILogger log, string method, PathString path, Exception failure);
}
