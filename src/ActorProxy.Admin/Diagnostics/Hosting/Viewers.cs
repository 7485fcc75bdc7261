using Microsoft.AspNetCore.Http;

namespace ActorProxy.Admin.Diagnostics.Hosting;

/// <summary>How many look at the page. Each of them holds memory and is sent every change, so there is a limit.</summary>
/// <param name="most">How many may look at once. A fifth of these places is for those who may use the controls.</param>
internal sealed class Viewers(int most)
{
    private const string Page = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta http-equiv="refresh" content="10" />
            <title>Too many viewers · ActorProxy</title>
            <link rel="stylesheet" href="/assets/tokens.css" />
            <link rel="stylesheet" href="/assets/page.css" />
        </head>
        <body>
            <main id="main">
                <h1>Too many viewers</h1>
                <p>As many browsers look at this node’s page as it serves at once. This one tries again every ten seconds.</p>
                <p>Every node shows the whole cluster: open the admin address of another one, or ask with <code>pbm</code>.</p>
            </main>
        </body>
        </html>
        """;

    private int _count;

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether there is room for one more.</summary>
    /// <param name="maySteer">Whether it may use the controls.</param>
    public bool HasRoom(bool maySteer) => Count < (maySteer ? most : most - (most / 5));

    /// <summary>Takes a place.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= most) return true;
        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _count);

    /// <summary>Says that there is no room.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "10";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page, context.RequestAborted);
    }
}
