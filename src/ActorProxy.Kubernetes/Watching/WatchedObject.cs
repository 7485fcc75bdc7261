using System.Globalization;
using System.Text.Json;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>An object as the API server sent it.</summary>
internal sealed class WatchedObject
{
    private WatchedObject(string name, string space, JsonElement metadata, JsonElement body)
    {
        (Name, Namespace, Body) = (name, space, body);
        ResourceVersion = Text(metadata, "resourceVersion") ?? "";
        Generation = metadata.TryGetProperty("generation", out var generation) && generation.TryGetInt64(out var number) ? number : 0;
    }

    public string Name { get; }

    /// <summary>Its namespace; empty when it has none.</summary>
    public string Namespace { get; }

    /// <summary>Identifies it among the objects of its kind.</summary>
    public string Key => $"{Namespace}/{Name}";

    /// <summary>Its version: opaque by the API's documentation, except that it is good for resuming a watch.</summary>
    public string ResourceVersion { get; }

    /// <summary>Counts changes of its <c>spec</c>; 0 where the kind does not count.</summary>
    public long Generation { get; }

    public JsonElement Body { get; }

    /// <summary>Takes an object out of its document; null when it has no name.</summary>
    public static WatchedObject? From(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object
            || Text(metadata, "name") is not { Length: > 0 } name)
        {
            return null;
        }

        return new WatchedObject(name, Text(metadata, "namespace") ?? "", metadata, body.Clone());
    }

    /// <summary>
    /// Whether an event at <paramref name="position"/> comes after <paramref name="seen"/>. Positions of one kind are numbers that grow, as etcd
    /// hands them out; where they are not, nothing can be told, and everything counts as news.
    /// </summary>
    public static bool IsAfter(string position, string seen) =>
        !ulong.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var left)
        || !ulong.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var right)
        || left > right;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
