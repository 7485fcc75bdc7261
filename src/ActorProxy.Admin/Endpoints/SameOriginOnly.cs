using Microsoft.AspNetCore.Http;

namespace ActorProxy.Admin.Endpoints;

/// <summary>
/// Refuses changes that a web page of another origin sends through an operator's browser: the listener sits on loopback, where
/// every browser of the machine reaches it. WebSockets are refused likewise: browsers let every page open them. Command line clients send
/// no <c>Origin</c>.
/// </summary>
internal sealed class SameOriginOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var onlyReads = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Upgrade.Count == 0;
        if (onlyReads || request.Headers.Origin is not [{ Length: > 0 } origin])
            return next(context);

        return string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : Answers.WriteErrorAsync(context, StatusCodes.Status403Forbidden, "requests from pages of another origin are refused");
    }
}
