using System.Globalization;
using System.Text;

namespace ActorProxy.Edge.Tests.Support;

/// <summary>An HTTP/1.1 message exactly as it came over a socket.</summary>
/// <param name="StartLine">The request or status line.</param>
/// <param name="Headers">The headers in order, values untouched except for the space around them.</param>
/// <param name="Body">The body, chunks joined.</param>
/// <param name="Trailers">Trailers of a chunked body.</param>
public sealed record RawMessage(
    string StartLine, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Trailers)
{
    public string Method => StartLine.Split(' ')[0];

    public string Target => StartLine.Split(' ')[1];

    public int Status => int.Parse(StartLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public string Reason => StartLine.Split(' ', 3) is [_, _, var reason] ? reason : "";

    public string BodyText => Encoding.Latin1.GetString(Body);

    public bool Has(string name) => Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));

    public string? Header(string name) => All(name) is [var first, ..] ? first : null;

    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}
