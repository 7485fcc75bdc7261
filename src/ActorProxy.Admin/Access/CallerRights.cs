using Microsoft.AspNetCore.Http;

namespace ActorProxy.Admin.Access;

/// <summary>What a caller of the admin listener may do.</summary>
internal sealed class CallerRights(AdminAccess access, PageSessions sessions)
{
    // The page reads and steers through its circuit, which is told at its beginning what its browser may do.
    private static readonly PathString[] PagePaths = ["/shadows", "/routes", "/cluster", "/findings", "/not-found", "/assets", "/_framework", "/_blazor"];
    private static readonly PathString[] Probes = ["/alive", "/ready", "/ambassador/v0/check_alive", "/ambassador/v0/check_ready"];

    /// <summary>Who is let in at all.</summary>
    public AdminAccess Access => access;

    /// <summary>Whether the caller has shown what lets it do everything. Always so where nothing is asked for.</summary>
    public bool MayDoEverything(HttpContext context) => access.IsOpen || HasCertificate(context) || HasToken(context) || HasSession(context);

    /// <summary>Whether showing the token would let the caller do more, or has let it. A certificate opens everything by itself, and cannot be given back.</summary>
    public bool CanUnlock(HttpContext context) => access.Token is not null && !HasCertificate(context);

    /// <summary>Whether a request only reads the diagnostics page, which takes no token. The token then opens its controls, and what replies contained.</summary>
    public bool IsPage(HttpRequest request) =>
        access.Token is not null
        && (request.Path == "/" || request.Path == PageSession.Path || PagePaths.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal)));

    /// <summary>Whether a request only asks how the node is; those are for everybody.</summary>
    public static bool IsProbe(HttpRequest request) => Probes.Contains(request.Path);

    // One that is not accepted has not got past the handshake.
    private bool HasCertificate(HttpContext context) => access.ClientAuthorities is not null && context.Connection.ClientCertificate is not null;

    private bool HasToken(HttpContext context) => access.Token?.IsIn(context.Request.Headers.Authorization) == true;

    private bool HasSession(HttpContext context) => sessions.IsOpen(context.Request.Cookies[PageSessions.Cookie]);
}
