using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads one ShadowPolicy.</summary>
internal static class ShadowPolicyReader
{
    /// <summary>Reads it; null after a rejection.</summary>
    public static ShadowPolicyResource? Read(FieldReader spec, ResourceId id, SourcePosition position)
    {
        var mapping = spec.RequiredText("mapping");
        var additional = spec.Flag("additional") ?? false;
        var weight = spec.Number("weight", 0, 100);
        var defaults = ShadowSettings.Default;
        var settings = defaults with
        {
            Methods = [.. spec.TextList("methods")],
            Timeout = Milliseconds(spec, "timeout_ms") ?? defaults.Timeout,
            MaxBodyBytes = spec.Integer("max_body_bytes", min: 0) ?? defaults.MaxBodyBytes,
            MaxInFlight = spec.Integer("max_in_flight", min: 1, max: 100_000) ?? defaults.MaxInFlight,
            MaxAge = Milliseconds(spec, "max_age_ms") ?? defaults.MaxAge,
            Lanes = spec.Integer("lanes", min: 1, max: 64) ?? defaults.Lanes,
        };
        spec.Accept("sample_by", "order_by", "host", "request_headers", "max_copies_per_second", "compare");
        spec.Finish();

        if (mapping is null)
            return null;
        return new ShadowPolicyResource(id, position, spec.Node)
        {
            Mapping = mapping,
            IsAdditional = additional,
            Weight = weight,
            Settings = settings,
        };
    }

    private static TimeSpan? Milliseconds(FieldReader spec, string name) =>
        spec.Integer(name, min: 1) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
}
