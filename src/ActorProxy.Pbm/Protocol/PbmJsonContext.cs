using System.Text.Json.Serialization;

namespace ActorProxy.Pbm.Protocol;

/// <summary>The JSON that a node and pbm exchange. Keys that this version does not know are passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PaletteList))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandFrame))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class PbmJsonContext : JsonSerializerContext;
