using ActorProxy.Edge.Routes;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Answers;

/// <summary>
/// What the proxy answers by itself for a group that took a request: CORS preflights, redirects and plain statuses. Those are no production
/// requests and are never copied.
/// </summary>
internal static class OwnAnswers
{
    /// <summary>
    /// Answers if the group says so. Otherwise the headers that cross-origin rules ask for will be on whatever reply the client gets.
    /// </summary>
    public static bool TryAnswer(HttpContext context, EdgeGroup group, ProductionRoute chosen, in RequestTarget target)
    {
        // As with Envoy's filters, CORS comes before routing does anything.
        if (group.Route.Cors is { } cors && TryAnswer(context, cors))
            return true;

        var (request, response) = (context.Request, context.Response);
        var redirect = group.Route.Redirect;
        if ((group.Route.DirectStatus ?? (redirect is null ? chosen.DirectStatus : null)) is { } status)
        {
            response.StatusCode = status;
            response.ContentLength = 0;
            return true;
        }

        if (redirect is null)
            return false;

        response.StatusCode = redirect.StatusCode;
        response.Headers.Location = redirect.Location(request.Scheme, request.Headers.Host.ToString(), target.Path, target.Query);
        response.ContentLength = 0;
        return true;
    }

    private static bool TryAnswer(HttpContext context, CorsPolicy cors)
    {
        var headers = context.Request.Headers;
        var origin = headers.Origin.Count == 0 ? null : headers.Origin.ToString();
        if (!cors.Allows(origin))
            return false;

        var asked = headers.AccessControlRequestMethod;
        if (cors.IsPreflight(context.Request.Method, origin, asked.Count == 0 ? null : asked.ToString()))
        {
            SetAll(context.Response.Headers, cors.PreflightHeaders(origin!));
            context.Response.ContentLength = 0;
            return true;
        }

        // Set last, over what production may have said, and on the proxy's own replies too.
        context.Response.OnStarting(
            static state =>
            {
                var (response, reply) = ((HttpResponse, IReadOnlyList<KeyValuePair<string, string>>))state;
                SetAll(response.Headers, reply);
                return Task.CompletedTask;
            },
            (context.Response, cors.ReplyHeaders(origin!)));
        return false;
    }

    private static void SetAll(IHeaderDictionary headers, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
            headers[name] = value;
    }
}
