using ActorProxy.Mappings.Routing;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Routes;

/// <summary>What routing sees of a request, read straight from the server's own objects.</summary>
internal readonly struct KestrelRequestHead(HttpRequest request, in RequestTarget target) : IRequestHead
{
    private readonly RequestTarget _target = target;

    public string Method => request.Method;

    public string Authority => request.Headers.Host.ToString();

    public string Path => _target.Path;

    public string Query => _target.Query;

    public string? Header(string name) => request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
