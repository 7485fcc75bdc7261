using ActorProxy.Testing.Http;

namespace ActorProxy.Conformance.Tests.Upstreams;

/// <summary>A request that an upstream received.</summary>
/// <param name="Upstream">Who received it.</param>
/// <param name="Marker">Which request of which case it is.</param>
/// <param name="Request">The request as it came over the wire.</param>
/// <param name="Http">Protocol version.</param>
/// <param name="ServerName">The name that the TLS handshake asked for; null without TLS.</param>
/// <param name="UnderWay">How many requests of the case were under way at this upstream, this one included.</param>
internal sealed record Receipt(string Upstream, RequestMarker Marker, RecordedRequest Request, string Http, string? ServerName, int UnderWay)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Upstream} received {Request}";
}

/// <summary>Tells requests apart; travels in a header, which copies carry too.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Step">Which of its steps, from 1.</param>
/// <param name="Number">Which request of the step, from 1.</param>
internal readonly record struct RequestMarker(string Case, int Step, int Number)
{
    /// <summary>Name of the header.</summary>
    public const string HeaderName = "X-Conformance";

    /// <summary>The marker that a request carries; one that belongs to no case when it carries none.</summary>
    public static RequestMarker Of(RecordedRequest request) =>
        request.Headers.FirstOrDefault(header => header.Key.Equals(HeaderName, StringComparison.OrdinalIgnoreCase)).Value?.Split('.')
            is [var id, var step, var number] ? new(id, Parse(step), Parse(number)) : new("", 0, 0);

    /// <inheritdoc/>
    public override string ToString() => $"{Case}.{Step}.{Number}";

    private static int Parse(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
