using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ActorProxy.Edge.Headers;

/// <summary>Copies the headers of production's reply to the client: all as they are, those of the connection left out.</summary>
internal static class ResponseHeaders
{
    private static readonly FrozenSet<string> OfTheConnection = new[]
    {
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyConnection, HeaderNames.ProxyAuthenticate,
        HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.TE,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Copy(HttpResponseMessage reply, IHeaderDictionary headers)
    {
        Copy(reply.Headers.NonValidated, headers);
        Copy(reply.Content.Headers.NonValidated, headers);

        // RFC 9112, 6.3: chunked overrides a length, which must not be passed on.
        if (reply.Headers.NonValidated.Contains(HeaderNames.TransferEncoding))
            headers.ContentLength = null;
    }

    public static void Copy(HttpHeadersNonValidated source, IHeaderDictionary headers)
    {
        foreach (var (name, values) in source)
        {
            if (OfTheConnection.Contains(name))
                continue;

            headers[name] = values.Count == 1 ? values.ToString() : ToStringValues(values);
        }
    }

    private static StringValues ToStringValues(in HeaderStringValues values)
    {
        var several = new string[values.Count];
        var i = 0;
        foreach (var value in values)
            several[i++] = value;
        return several;
    }
}
