namespace ActorProxy.Bench.Compare;

/// <summary>The one HTTP client of the benchmark's own questions (readiness, counters); load never goes through it.</summary>
internal static class LocalHttp
{
    public static HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });
}
