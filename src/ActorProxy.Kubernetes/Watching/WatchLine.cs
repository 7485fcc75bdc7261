using System.Text.Json;
using ActorProxy.Kubernetes.Connecting;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>What happened to an object.</summary>
internal enum WatchChange
{
    /// <summary>It is there in the version given (<c>ADDED</c>, <c>MODIFIED</c>).</summary>
    Present,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>Nothing: the server only tells how far the watch is.</summary>
    Bookmark,

    /// <summary>Something that a newer server may send, or an object without a name.</summary>
    Unknown,
}

/// <summary>One line of a watch (<c>{"type": ..., "object": ...}</c>).</summary>
/// <param name="Change">What happened.</param>
/// <param name="Object">To whom; a bookmark's has no name and is null.</param>
/// <param name="Position">How far the watch is with it; empty when the line does not say.</param>
internal readonly record struct WatchLine(WatchChange Change, WatchedObject? Object, string Position)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="ApiRefusedException">The line is an error of the server's.</exception>
    /// <exception cref="JsonException">It is not JSON of that form: the connection broke in the middle of it.</exception>
    public static WatchLine Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var line = document.RootElement;
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("type", out var type) || !line.TryGetProperty("object", out var body)
            || body.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("a line of the watch has no type or no object");
        }

        switch (type.ToString())
        {
            case "ERROR":
                throw Refusal(body);
            case "BOOKMARK":
                return new WatchLine(WatchChange.Bookmark, null, PositionOf(body));
            case "ADDED" or "MODIFIED" when WatchedObject.From(body) is { } present:
                return new WatchLine(WatchChange.Present, present, present.ResourceVersion);
            case "DELETED" when WatchedObject.From(body) is { } deleted:
                return new WatchLine(WatchChange.Deleted, deleted, deleted.ResourceVersion);
            default:
                return new WatchLine(WatchChange.Unknown, null, PositionOf(body));
        }
    }

    private static string PositionOf(JsonElement body) =>
        body.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("resourceVersion", out var version) && version.ValueKind == JsonValueKind.String
            ? version.GetString()!
            : "";

    private static ApiRefusedException Refusal(JsonElement status)
    {
        var code = status.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var given) ? given : 500;
        var message = status.TryGetProperty("message", out var text) ? text.ToString() : "no message";
        return new ApiRefusedException(code, $"the watch ended with {code} {message}");
    }
}
