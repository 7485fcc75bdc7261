using ActorProxy.Edge.Recording;
using ActorProxy.Edge.Routes;

namespace ActorProxy.Edge.Forwarding;

/// <summary>Stands between the forwarder and a production service's connections for one exchange.</summary>
internal sealed class ExchangeInvoker() : HttpMessageInvoker(Nobody, disposeHandler: false)
{
    private static readonly HttpMessageHandler Nobody = new SocketsHttpHandler();

    /// <summary>Where requests go.</summary>
    public ProductionClient? Client { get; set; }

    /// <summary>The body that goes with it; null when there is none.</summary>
    public ObservedBody? Body { get; set; }

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Body is { } body && request.Content is { } content)
            request.Content = new StreamedContent(content, body);
        return Client!.Invoker.SendAsync(request, cancellationToken);
    }
}
