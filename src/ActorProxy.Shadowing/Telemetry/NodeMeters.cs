using System.Diagnostics.Metrics;

namespace ActorProxy.Shadowing.Telemetry;

/// <summary>
/// The two meters of a node, and the histograms that are recorded with each request while something listens to them (OTLP). Nothing does where
/// metrics are only scraped: the scrape reads the histograms that are kept anyway.
/// </summary>
internal sealed class NodeMeters : IDisposable
{
    public const string ServerDuration = "http.server.request.duration";
    public const string ServerDurationText = "From a request's arrival to the head of its reply, at the edge.";
    public const string ClientDuration = "http.client.request.duration";
    public const string ClientDurationText = "From sending a copy to the end of the shadow's reply, for answered copies.";
    public const string PairedDuration = "actorproxy.copy.production.duration";
    public const string PairedDurationText = "Production's latency for the same requests as answered copies.";

    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = DurationBuckets.Bounds };

    public NodeMeters(string version)
    {
        Edge = new Meter(TelemetryNames.Edge, version);
        Shadowing = new Meter(TelemetryNames.Shadowing, version);
        Server = Edge.CreateHistogram(ServerDuration, "s", ServerDurationText, tags: null, Buckets);
        Client = Shadowing.CreateHistogram(ClientDuration, "s", ClientDurationText, tags: null, Buckets);
        Paired = Shadowing.CreateHistogram(PairedDuration, "s", PairedDurationText, tags: null, Buckets);
    }

    public Meter Edge { get; }

    public Meter Shadowing { get; }

    public Histogram<double> Server { get; }

    public Histogram<double> Client { get; }

    public Histogram<double> Paired { get; }

    public void Dispose()
    {
        Edge.Dispose();
        Shadowing.Dispose();
    }
}
