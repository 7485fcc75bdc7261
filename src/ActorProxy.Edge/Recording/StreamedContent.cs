using System.Net;

namespace ActorProxy.Edge.Recording;

/// <summary>The forwarder's content on its way through an <see cref="OutgoingBody"/>, which the body's reader knows.</summary>
internal sealed class StreamedContent : HttpContent
{
    private readonly HttpContent _forwarded;
    private readonly ObservedBody _body;
    private bool _isTaken;

    public StreamedContent(HttpContent forwarded, ObservedBody body)
    {
        (_forwarded, _body) = (forwarded, body);
        CopyHeaders(forwarded, this);
    }

    public static void CopyHeaders(HttpContent from, HttpContent to)
    {
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (values.Count == 1)
                to.Headers.TryAddWithoutValidation(name, values.ToString());
            else
                to.Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The handler itself sends again what a service has refused; it cannot know that the client's body comes once.
        if (_isTaken)
            throw new StreamRefusedException();
        _isTaken = true;

        var outgoing = new OutgoingBody(stream);
        _body.Outgoing = outgoing;
        return _forwarded.CopyToAsync(outgoing, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
