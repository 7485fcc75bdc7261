using System.Net;
using System.Text;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Upstreams;

namespace ActorProxy.Shadowing.Dispatching;

/// <summary>Makes the request message of a copy: production's, with what its destination changes.</summary>
internal static class CopyRequest
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The message for one endpoint.</summary>
    public static HttpRequestMessage Create(CopyDestination to, Copy copy, ServiceEndpoint endpoint)
    {
        var address = UpstreamHandler.BaseOf(to.Service, endpoint.BaseAddress) + Encoding.Latin1.GetString(copy.PathAndQuery.Span);
        var request = new HttpRequestMessage(new HttpMethod(copy.Method), new Uri(address, AsWritten))
        {
            Version = to.Service.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = to.Service.Http2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        if (copy.Framing != BodyFraming.None) request.Content = new CopyBody(copy.Body, copy.Framing);
        HostAsWritten.Set(request, to.Host.Apply(Encoding.Latin1.GetString(copy.Host.Span), to.Service));
        foreach (var (name, value) in copy.Headers) Add(request, name, value);
        foreach (var mutation in to.Headers)
        {
            if (mutation.Kind != HeaderMutationKind.Append) Remove(request, mutation.Name);
            if (mutation.Kind != HeaderMutationKind.Remove) Add(request, mutation.Name, mutation.Value);
        }

        request.Headers.TryAddWithoutValidation(CopyMarker.HeaderName, to.Shadow);
        return request;
    }

    // .NET keeps the headers that speak of a body apart from the others, and takes each only in its own place.
    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryAddWithoutValidation(name, value)) return;
        request.Content ??= new CopyBody(default, BodyFraming.None);
        request.Content.Headers.TryAddWithoutValidation(name, value);
    }

    private static void Remove(HttpRequestMessage request, string name)
    {
        if (request.Headers.NonValidated.Contains(name)) request.Headers.Remove(name);
        else if (request.Content?.Headers.NonValidated.Contains(name) == true) request.Content.Headers.Remove(name);
    }
}
