using ActorProxy.Edge.Routes;
using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Offering;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Edge.Forwarding;

/// <summary>The keys by which policies sample and order, read from the client's request. Used only before the request is forwarded.</summary>
internal sealed class RequestKeys(HttpContext context, in RequestTarget target) : IRequestKeys
{
    private readonly KestrelRequestHead _head = new(context.Request, target);

    public ulong? HashOf(KeySource source) => source.HashOf(_head, ClientAddress.Of(context.Connection));
}
