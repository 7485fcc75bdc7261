using ActorProxy.Mappings.Routing;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Routes;

/// <summary>What routing sees of a request, read straight from the server's own objects.</summary>
internal readonly struct KestrelRequestHead(HttpRequest request, in RequestTarget target) : IRequestHead
{
    public RequestTarget Target { get; } = target;

    public string Method => request.Method;

    public string Authority => request.Headers.Host.ToString();

    public string Path => Target.Path;

    public string Query => Target.Query;

    public string? Header(string name) => request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
