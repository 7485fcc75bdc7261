using ActorProxy.Admin.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Admin.Access;

/// <summary>
/// Lets nobody in who has not shown the token or an accepted client certificate. Probes of health, and the diagnostics page for reading, are for
/// everybody.
/// </summary>
internal sealed class CallersOnly(RequestDelegate next, CallerRights rights)
{
    // The second lets browsers ask their user. There is no scheme for certificates of TLS, but a 401 has to name one (RFC 9110, 11.6.1).
    private static readonly StringValues Tokens = new(["Bearer realm=\"actorproxy\"", "Basic realm=\"actorproxy\""]);
    private static readonly StringValues Certificates = new("Certificate realm=\"actorproxy\"");

    public Task InvokeAsync(HttpContext context)
    {
        var access = rights.Access;
        if (CallerRights.IsProbe(context.Request)) return next(context);
        if (access.IsOpen)
        {
            // Else a page whose name was made to point to this machine (DNS rebinding) could do all that its reader can.
            return AdminAccess.IsLoopback(context.Request.Host.Host)
                ? next(context)
                : Answers.WriteErrorAsync(
                    context, StatusCodes.Status403Forbidden, "without a token this listener is asked by a loopback address or as localhost, not by another name");
        }

        if (rights.MayDoEverything(context) || rights.IsPage(context.Request)) return next(context);
        context.Response.Headers.WWWAuthenticate = access.Token is null ? Certificates : Tokens;
        return Answers.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, (access.Token, access.ClientAuthorities) switch
        {
            (not null, null) => "this node asks for a token: send 'Authorization: Bearer TOKEN'",
            (null, not null) => "this node asks for a client certificate",
            _ => "this node asks for a token ('Authorization: Bearer TOKEN') or a client certificate",
        });
    }
}
