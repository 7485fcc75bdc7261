using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ActorProxy.Admin.Ambassador;

namespace ActorProxy.Admin.Api;

/// <summary>The JSON of the admin API: snake_case keys, nothing left out (null is written), unknown keys in requests refused.</summary>
[JsonSerializable(typeof(AliveResponse))]
[JsonSerializable(typeof(ReadyResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(ClusterResponse))]
[JsonSerializable(typeof(MembershipChangeResponse))]
[JsonSerializable(typeof(ClusterEventResponse))]
[JsonSerializable(typeof(IReadOnlyList<RegionResponse>))]
[JsonSerializable(typeof(IReadOnlyList<ShardResponse>))]
[JsonSerializable(typeof(IReadOnlyList<OwnShardResponse>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(RemoteResponse))]
[JsonSerializable(typeof(RemoteEventResponse))]
[JsonSerializable(typeof(MappingCheckResponse))]
[JsonSerializable(typeof(MappingReloadResponse))]
[JsonSerializable(typeof(MappingDetailResponse))]
[JsonSerializable(typeof(ShadowDetailResponse))]
[JsonSerializable(typeof(DiagnosticsResponse))]
[JsonSerializable(typeof(MappingStatusResponse))]
[JsonSerializable(typeof(MetricsResponse))]
[JsonSerializable(typeof(IReadOnlyList<RouteResponse>))]
[JsonSerializable(typeof(IReadOnlyList<FindingResponse>))]
[JsonSerializable(typeof(RouteTestResponse))]
[JsonSerializable(typeof(AmbassadorDiagnostics))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(ShadowListResponse))]
[JsonSerializable(typeof(ShadowResponse))]
[JsonSerializable(typeof(ShadowHistoryResponse))]
[JsonSerializable(typeof(ComparisonResponse))]
[JsonSerializable(typeof(VerdictResponse))]
[JsonSerializable(typeof(DiffsResponse))]
[JsonSerializable(typeof(WeightRequest))]
[JsonSerializable(typeof(SwitchRequest))]
[JsonSerializable(typeof(IReadOnlyList<LogEntryResponse>))]
[JsonSerializable(typeof(LogEntryResponse))]
[JsonSerializable(typeof(LogLevelResponse))]
[JsonSerializable(typeof(PaletteListResponse))]
[JsonSerializable(typeof(ExecuteRequest))]
[JsonSerializable(typeof(CommandFrame))]
public sealed partial class AdminJsonContext : JsonSerializerContext
{
    /// <summary>
    /// The context to use. It writes text as UTF-8 instead of escaping everything that HTML could stumble over: the content type is JSON, never HTML.
    /// </summary>
    public static AdminJsonContext Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
