using System.Text;

namespace ActorProxy.Testing.Http;

/// <summary>A request exactly as it came over the wire.</summary>
/// <param name="Line">Request line, without the line end.</param>
/// <param name="Headers">Headers in the order in which they came, names and values as sent.</param>
/// <param name="Body">The body, its chunks joined.</param>
/// <param name="IsChunked">Whether it came in chunks.</param>
/// <param name="Connection">Number of the connection that it came by, from 1.</param>
internal sealed record RecordedRequest(
    string Line, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, bool IsChunked, int Connection)
{
    /// <summary>The method.</summary>
    public string Method => Line[..Line.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Path and query as sent.</summary>
    public string Target => Line.Split(' ')[1];

    /// <summary>The body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>The value of a header that came once; null when it did not come.</summary>
    public string? Header(string name) =>
        Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).SingleOrDefault();

    /// <summary>All headers but those named, one per line, in order.</summary>
    public string HeadersWithout(params string[] names) =>
        string.Join('\n', Headers.Where(h => !names.Contains(h.Key, StringComparer.OrdinalIgnoreCase)).Select(h => $"{h.Key}: {h.Value}"));

    /// <inheritdoc/>
    public override string ToString() => $"{Line}\n{HeadersWithout()}\n\n({Body.Length} bytes)";
}
