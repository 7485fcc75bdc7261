using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorProxy.Kubernetes.Watching;

/// <summary>What a resource says, without what Kubernetes adds to it: equal texts for versions that differ only in status or managed fields.</summary>
internal static class ResourceText
{
    private static readonly string[] Metadata = ["name", "namespace", "creationTimestamp"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ConditionalWeakTable<WatchedObject, string> Known = [];

    /// <summary>The resource as JSON, which is YAML too.</summary>
    public static string Of(WatchedObject resource) => Known.GetValue(resource, Write);

    private static string Write(WatchedObject resource)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            foreach (var property in resource.Body.EnumerateObject())
            {
                if (property.NameEquals("metadata"))
                    WriteMetadata(json, property.Value);
                else if (!property.NameEquals("status"))
                    property.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMetadata(Utf8JsonWriter json, JsonElement metadata)
    {
        json.WriteStartObject("metadata");
        foreach (var name in Metadata)
        {
            if (!metadata.TryGetProperty(name, out var value))
                continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
