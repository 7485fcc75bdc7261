using ActorProxy.Edge.Headers;
using ActorProxy.Edge.Recording;
using ActorProxy.Edge.Routes;
using ActorProxy.Edge.Upstreams;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Forwarding;

/// <summary>Makes of a request what production gets. Used again for other requests.</summary>
internal sealed class OutgoingRequest
{
    private EdgeProduction _production = null!;
    private RequestTarget _target;
    private string _host = "";
    private string _pathAndQuery = "";
    private HttpRequestMessage? _message;

    /// <summary>What went out, or would have.</summary>
    public SentRequest Sent => new(_message!, _pathAndQuery, _host);

    public void Begin(EdgeProduction production, in RequestTarget target, string host) =>
        (_production, _target, _host) = (production, target, host);

    public void End()
    {
        _message = null;
        _target = default;
        _production = null!;
    }

    /// <summary>Fills in the message that goes to an endpoint.</summary>
    /// <param name="context">The request.</param>
    /// <param name="message">The message; has its method, and the body's content if there is one.</param>
    /// <param name="address">The endpoint's base address.</param>
    public void Prepare(HttpContext context, HttpRequestMessage message, string address)
    {
        var route = _production.Route;
        var path = route.Rewrite.Apply(_target.Path);
        var isRewritten = !ReferenceEquals(path, _target.Path);
        _pathAndQuery = isRewritten ? _target.With(Rooted(path)) : _target.PathAndQuery;
        Address(message, address);

        RequestHeaders.Copy(context, message);
        var headers = message.Headers;
        if (isRewritten)
            headers.TryAddWithoutValidation(RequestHeaders.OriginalPath, _target.PathAndQuery);
        if (_production.TimeoutText is { } timeout)
            headers.TryAddWithoutValidation(RequestHeaders.ExpectedTimeout, timeout);
        HostAsWritten.Set(message, route.AutoHostRewrite ? route.Service.Host : _host);
        _production.RequestChanges.Apply(context, message);
        _message = message;
    }

    /// <summary>Makes the message that would have gone out, if none was made.</summary>
    public void PrepareUnsent(HttpContext context)
    {
        if (_message is not null)
            return;

        var message = new HttpRequestMessage { Method = new HttpMethod(context.Request.Method) };
        Prepare(context, message, _production.Route.Service.ToString());
    }

    /// <summary>Points a message at an endpoint.</summary>
    public void Address(HttpRequestMessage message, string address) =>
        message.RequestUri = _production.Client.Uris.Get(UpstreamHandler.BaseOf(_production.Route.Service, address), _pathAndQuery);

    /// <summary>A path without its first slash (from a rewrite that takes it away) would run into the port.</summary>
    private static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;
}
