namespace ActorProxy.Conformance.Tests.Client;

/// <summary>What the client got.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Headers">Headers in order.</param>
/// <param name="Body">The body, chunks joined.</param>
/// <param name="Trailers">Trailers.</param>
/// <param name="Echo">What came back over an upgraded connection; null when it was not upgraded.</param>
/// <param name="Took">Time from the request's first byte to the reply's last.</param>
internal sealed record HttpReply(
    int Status,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Body,
    IReadOnlyList<KeyValuePair<string, string>> Trailers,
    string? Echo,
    TimeSpan Took)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Status} {string.Join("; ", Headers.Select(header => $"{header.Key}: {header.Value}"))} '{Body}'";
}
