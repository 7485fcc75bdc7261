using System.Globalization;
using System.Text;

namespace ActorProxy.Conformance.Tests.Client;

/// <summary>A request to send.</summary>
internal sealed record OutgoingRequest
{
    /// <summary>Method and request target.</summary>
    public required string Line { get; init; }

    /// <summary>The Host; null sends none.</summary>
    public required string? Host { get; init; }

    /// <summary>Other headers, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body; null when there is none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Whether the body goes in chunks.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Sent after the head of the reply, on an upgraded connection.</summary>
    public string? Then { get; init; }

    /// <summary>The method.</summary>
    public string Method => Line[..Line.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>The request target.</summary>
    public string Target => Line[(Line.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>The bytes of HTTP/1.1.</summary>
    public byte[] Serialize()
    {
        var head = new StringBuilder($"{Line} HTTP/1.1\r\n");
        if (Host is not null)
            head.Append(CultureInfo.InvariantCulture, $"Host: {Host}\r\n");
        foreach (var (name, value) in Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (Body is not null)
            head.Append(IsChunked ? "Transfer-Encoding: chunked\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n"));
        head.Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. Content()];
    }

    private byte[] Content()
    {
        if (Body is null || !IsChunked)
            return Body ?? [];

        // Two chunks, so that joining them is somebody's work.
        var half = Body.Length / 2;
        return [.. Chunk(Body[..half]), .. Chunk(Body[half..]), .. "0\r\n\r\n"u8];
    }

    private static byte[] Chunk(byte[] bytes) =>
        bytes.Length == 0 ? [] : [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:x}\r\n")), .. bytes, .. "\r\n"u8];
}
