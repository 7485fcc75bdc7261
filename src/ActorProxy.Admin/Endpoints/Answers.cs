using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorProxy.Admin.Api;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Admin.Endpoints;

/// <summary>Reads and writes the JSON of the API.</summary>
internal static class Answers
{
    public const string JsonType = "application/json; charset=utf-8";

    public static Task WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsJsonAsync(answer, type, JsonType, context.RequestAborted);
    }

    public static Task WriteErrorAsync(HttpContext context, int status, string message) =>
        WriteAsync(context, new ErrorResponse(message), AdminJsonContext.Plain.ErrorResponse, status);

    /// <summary>Reads a request's JSON body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">What to read.</param>
    /// <param name="absent">What an empty body stands for; null when there must be one.</param>
    /// <exception cref="RequestRefusedException">There is none, it is not JSON, or it does not fit.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, T? absent = null)
        where T : class
    {
        var request = context.Request;
        if (absent is not null && request.ContentLength is null or 0 && request.ContentType is null && !request.Headers.ContainsKey("Transfer-Encoding"))
            return absent;

        if (!request.HasJsonContentType())
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "send JSON, with the header 'Content-Type: application/json'");

        try
        {
            return await request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false)
                ?? throw new RequestRefusedException(StatusCodes.Status400BadRequest, "the body must be a JSON object");
        }
        catch (JsonException problem)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, $"the body is not understood: {problem.Message}");
        }
    }
}
