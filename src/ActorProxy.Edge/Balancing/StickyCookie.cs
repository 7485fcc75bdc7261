using ActorProxy.Mappings.Routing.Policies;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Balancing;

/// <summary>
/// The cookie by which a client without one stays at its endpoint from now on (Envoy's hash policy <c>cookie</c> with a <c>ttl</c>).
/// </summary>
internal static class StickyCookie
{
    /// <summary>
    /// Makes a value, and gives it to the client with the reply, once per request; null where the Mapping gives the cookie no life.
    /// </summary>
    public static string? Give(HttpContext context, LoadBalancing balancing)
    {
        if (balancing.CookieTtl is not { } life)
            return null;

        if (context.Items.TryGetValue(typeof(StickyCookie), out var given))
            return (string)given!;

        var value = Random.Shared.NextInt64().ToString("x16", null);
        var age = life > TimeSpan.Zero ? $"; Max-Age={(long)life.TotalSeconds}" : "";
        var path = balancing.CookiePath is { Length: > 0 } scope ? $"; Path={scope}" : "";
        var cookie = $"{balancing.Name}=\"{value}\"{age}{path}; HttpOnly";
        context.Response.OnStarting(
            static state =>
            {
                var (response, cookie) = ((HttpResponse, string))state;
                response.Headers.Append("Set-Cookie", cookie);
                return Task.CompletedTask;
            },
            (context.Response, cookie));
        context.Items[typeof(StickyCookie)] = value;
        return value;
    }
}
