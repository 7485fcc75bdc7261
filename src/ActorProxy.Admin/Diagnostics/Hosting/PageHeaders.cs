using Microsoft.AspNetCore.Http;

namespace ActorProxy.Admin.Diagnostics.Hosting;

/// <summary>Headers that keep the page to itself: nothing is loaded from elsewhere, and nobody puts it into a frame.</summary>
internal static class PageHeaders
{
    // The component library writes its measures into style attributes.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public static void Set(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";

        // Not no-referrer: browsers then send no origin with forms either, and theirs is how they are told from another page's.
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
    }
}
