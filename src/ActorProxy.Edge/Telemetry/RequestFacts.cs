namespace ActorProxy.Edge.Telemetry;

/// <summary>What routing found out about a request, for those who watch it. Only there while somebody does.</summary>
internal sealed class RequestFacts
{
    /// <summary>The production Mapping that it goes to; null when none matched or the proxy answers by itself.</summary>
    public string? Mapping { get; set; }
}
