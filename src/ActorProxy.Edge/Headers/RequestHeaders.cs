using System.Collections.Frozen;
using ActorProxy.Shadowing.Offering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace ActorProxy.Edge.Headers;

/// <summary>
/// Copies a request's headers onto the message for production: all as they are, those of the connection left out, Envoy's added.
/// </summary>
internal static class RequestHeaders
{
    public const string OriginalPath = "x-envoy-original-path";
    public const string ExpectedTimeout = "x-envoy-expected-rq-timeout-ms";
    private const string ForwardedFor = "x-forwarded-for";
    private const string ForwardedProto = "x-forwarded-proto";
    private const string RequestIdName = "x-request-id";

    private const string ForwardedPrefix = "x-forwarded-";

    /// <summary>
    /// Options of connections, and headers that must arrive: those that delimit the message, that say what the proxy says (the context of traces among
    /// them), or mark copies. <c>TE</c> has a rule of its own.
    /// </summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NotNominated = new[]
    {
        "close", "keep-alive", "upgrade", HeaderNames.Host, HeaderNames.ContentLength, HeaderNames.TE, HeaderNames.TraceParent, HeaderNames.TraceState,
        CopyMarker.HeaderName,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Headers that are not simply copied.</summary>
    private enum Rule
    {
        Leave,
        ForwardedFor,
        ContentLength,
        Cookie,
        Connection,
        Te,
    }

    private static readonly FrozenDictionary<string, Rule> Rules = new Dictionary<string, Rule>
    {
        // Of the connection, not of the message (RFC 9110, 7.6.1).
        [HeaderNames.Connection] = Rule.Connection,
        [HeaderNames.KeepAlive] = Rule.Leave,
        [HeaderNames.ProxyConnection] = Rule.Leave,
        [HeaderNames.ProxyAuthenticate] = Rule.Leave,
        [HeaderNames.ProxyAuthorization] = Rule.Leave,
        [HeaderNames.TransferEncoding] = Rule.Leave,
        [HeaderNames.Upgrade] = Rule.Leave,
        [HeaderNames.TE] = Rule.Te,
        // The caller says which.
        [HeaderNames.Host] = Rule.Leave,
        // Said by the proxy; what a client says of them is not to be believed.
        [ForwardedProto] = Rule.Leave,
        [OriginalPath] = Rule.Leave,
        [ExpectedTimeout] = Rule.Leave,
        [ForwardedFor] = Rule.ForwardedFor,
        [HeaderNames.ContentLength] = Rule.ContentLength,
        [HeaderNames.Cookie] = Rule.Cookie,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Copies the headers of <paramref name="context"/>'s request. The caller adds what depends on the route, Host among it.
    /// </summary>
    public static void Copy(HttpContext context, HttpRequestMessage message)
    {
        var headers = context.Request.Headers;
        string? forwardedFor = null;
        string? nominated = null;

        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(':'))
                continue;

            if (Rules.TryGetValue(name, out var rule))
            {
                switch (rule)
                {
                    case Rule.Leave:
                        continue;
                    case Rule.ForwardedFor:
                        forwardedFor = values.ToString();
                        continue;
                    case Rule.Connection:
                        nominated = values.ToString();
                        continue;
                    case Rule.Te:
                        AddTe(message, values);
                        continue;
                    case Rule.ContentLength when headers.TransferEncoding.Count > 0:
                        // RFC 9112, 6.3: chunked overrides a length, which must not be passed on.
                        continue;
                    case Rule.Cookie when values.Count > 1:
                        // HTTP/2 splits cookies (RFC 9113, 8.2.3), and only a semicolon joins them again.
                        Add(message, name, string.Join("; ", values.ToArray()));
                        continue;
                }
            }

            Add(message, name, values);
        }

        if (nominated is not null)
            RemoveNominated(message, nominated);

        var own = message.Headers;
        var client = ClientAddress.Of(context.Connection);
        own.TryAddWithoutValidation(ForwardedFor, forwardedFor is null ? client : $"{forwardedFor},{client}");
        own.TryAddWithoutValidation(ForwardedProto, context.Request.Scheme);
        if (!own.NonValidated.Contains(RequestIdName))
            own.TryAddWithoutValidation(RequestIdName, RequestId.Next());
    }

    /// <summary>Adds values to those a header may have.</summary>
    public static void Add(HttpRequestMessage message, string name, in StringValues values)
    {
        var isAdded = values.Count == 1
            ? message.Headers.TryAddWithoutValidation(name, values[0])
            : message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        if (!isAdded)
            AddToContent(message, name, values);
    }

    /// <summary>Some headers belong to the content for .NET's client, body or not. The forwarder accepts no content but its own.</summary>
    private static void AddToContent(HttpRequestMessage message, string name, in StringValues values)
    {
        if (message.Content is not { } content)
            RequestTransform.AddHeader(new RequestTransformContext { ProxyRequest = message }, name, values);
        else if (values.Count == 1)
            content.Headers.TryAddWithoutValidation(name, values[0]);
        else
            content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
    }

    /// <summary>Removes a header, wherever .NET's client keeps it.</summary>
    public static void Remove(HttpRequestMessage message, string name)
    {
        if (message.Headers.NonValidated.Contains(name))
            message.Headers.Remove(name);
        else if (message.Content is { } content && content.Headers.NonValidated.Contains(name))
            content.Headers.Remove(name);
    }

    /// <summary>HTTP/2 keeps <c>TE: trailers</c> (RFC 9113, 8.2.2), which gRPC servers ask for.</summary>
    private static void AddTe(HttpRequestMessage message, in StringValues values)
    {
        if (message.Version.Major >= 2 && values.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase))
            message.Headers.TryAddWithoutValidation(HeaderNames.TE, "trailers");
    }

    /// <summary>
    /// Headers that <c>Connection</c> names go no further than the connection (RFC 9110, 7.6.1), unless they are not the client's to take away.
    /// Envoy refuses a request that names an <c>x-forwarded-*</c>, since their absence would hide where it came from; here they stay. An
    /// <c>x-request-id</c> goes, and gets a successor. What the Mapping adds is added later.
    /// </summary>
    private static void RemoveNominated(HttpRequestMessage message, string connection)
    {
        foreach (var range in connection.AsSpan().Split(','))
        {
            var option = connection.AsSpan()[range].Trim();
            if (!option.IsEmpty && !option.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase) && !NotNominated.Contains(option))
                Remove(message, option.ToString());
        }
    }
}
