using System.Buffers;
using ActorProxy.Testing.Http;

namespace ActorProxy.Conformance.Tests.Running;

/// <summary>
/// Whether two servers, however lenient one of them is, must agree on where a request ends. Every HTTP/1.1 request that the proxy sends is held to it.
/// </summary>
internal static class Framing
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>What leaves room for doubt.</summary>
    public static IEnumerable<string> Doubts(RecordedRequest request)
    {
        var parts = request.Line.Split(' ');
        if (parts is not [{ Length: > 0 }, { Length: > 0 }, "HTTP/1.1"] || request.Line.Any(char.IsControl))
            yield return $"the request line '{request.Line}'";
        foreach (var (name, value) in request.Headers)
        {
            if (name.AsSpan().ContainsAnyExcept(Token))
                yield return $"the header name '{name}'";
            if (value.AsSpan().ContainsAny('\0', '\r', '\n'))
                yield return $"the value of {name}";
        }

        var lengths = Values(request, "Content-Length");
        var codings = Values(request, "Transfer-Encoding");
        if (lengths.Count + codings.Count > 1)
            yield return $"{lengths.Count} lengths and {codings.Count} transfer codings";
        if (lengths.Any(length => length.Length == 0 || !length.All(char.IsAsciiDigit)))
            yield return $"the length {string.Join(" and ", lengths)}";
        if (codings.Any(coding => coding != "chunked"))
            yield return $"the transfer coding {string.Join(" and ", codings)}";
        if (Values(request, "Host").Count != 1)
            yield return $"{Values(request, "Host").Count} Hosts";
    }

    private static List<string> Values(RecordedRequest request, string name) =>
        [.. request.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}
