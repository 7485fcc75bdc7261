using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorProxy.Admin.Access;

/// <summary><c>POST /session</c>: a browser shows the token in a form, and gets a cookie for it; without a token it gives the cookie back.</summary>
internal static class PageSession
{
    public const string Path = "/session";

    /// <summary>What is appended to the page's address when it was not the token.</summary>
    public const string Refused = "token=refused";

    public static void Map(IEndpointRouteBuilder routes, PageSessions sessions) => routes.MapPost(Path, async context =>
    {
        if (!context.Request.HasFormContentType)
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "send a form with 'token'");

        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var back = LocalPath(form["to"]);
        sessions.End(context.Request.Cookies[PageSessions.Cookie]);
        context.Response.Cookies.Delete(PageSessions.Cookie);
        if (form["token"].ToString() is { Length: > 0 } shown)
        {
            if (sessions.Begin(shown) is { } id)
                context.Response.Cookies.Append(PageSessions.Cookie, id, Options(context.Request.IsHttps));
            else
                back += "?" + Refused;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = back;
    });

    private static CookieOptions Options(bool isHttps) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = isHttps,
        MaxAge = PageSessions.Lifetime,
        Path = "/",
    };

    /// <summary>A path of this listener; what leads elsewhere (<c>//host</c>) leads to the root.</summary>
    private static string LocalPath(string? path) => path is ['/'] or ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl) ? path.Split('?')[0] : "/";
}
