using System.Globalization;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads <c>retry_policy</c> and <c>cors</c>.</summary>
internal static class TrafficPolicyReader
{
    private const string StatusCodes = "retriable-status-codes";

    /// <summary>Reads <c>retry_policy</c>; null when absent or after a finding.</summary>
    public static RetryPolicy? Retry(FieldReader spec)
    {
        if (spec.Object("retry_policy") is not { } fields)
            return null;

        var on = fields.RequiredText("retry_on");
        var retries = fields.Integer("num_retries", min: 0) ?? 1;
        var perTry = fields.Duration("per_try_timeout");
        fields.Finish();
        RetryConditions? condition = on switch
        {
            "5xx" => RetryConditions.ServerError,
            "gateway-error" => RetryConditions.GatewayError,
            "connect-failure" => RetryConditions.ConnectFailure,
            "retriable-4xx" => RetryConditions.Retriable4xx,
            "refused-stream" => RetryConditions.RefusedStream,
            StatusCodes => RetryConditions.None,
            _ => null,
        };
        if (on is not null && condition is null)
            fields.Invalid(
                "retry_on",
                $"must be 5xx, gateway-error, connect-failure, retriable-4xx, refused-stream or {StatusCodes}, not {on}");
        return condition is null ? null : new RetryPolicy { On = condition.Value, MaxRetries = retries, PerTryTimeout = perTry };
    }

    /// <summary>Reads <c>cors</c>; null when absent.</summary>
    public static CorsPolicy? Cors(FieldReader spec, bool isV2)
    {
        if (spec.Object("cors") is not { } fields)
            return null;

        var policy = new CorsPolicy
        {
            Origins = List(fields, "origins", isV2),
            Methods = string.Join(", ", List(fields, "methods", isV2)),
            Headers = string.Join(", ", List(fields, "headers", isV2)),
            ExposedHeaders = string.Join(", ", List(fields, "exposed_headers", isV2)),
            Credentials = fields.Flag("credentials") ?? false,
            MaxAge = MaxAge(fields),
        };
        fields.Finish();
        return policy;
    }

    /// <summary>In v2 a list may be one text with commas.</summary>
    private static IReadOnlyList<string> List(FieldReader fields, string name, bool isV2) =>
        [.. fields.TextList(name, alsoSingle: isV2).SelectMany(text => text.Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static string MaxAge(FieldReader fields)
    {
        // The schema says text; numbers are common and can mean nothing else.
        if (fields.Node.Find("max_age") is YamlScalar { Type: ScalarType.Integer })
            return fields.Integer("max_age", min: 0)?.ToString(CultureInfo.InvariantCulture) ?? "";
        return fields.Text("max_age") ?? "";
    }
}
