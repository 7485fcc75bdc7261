using System.Text.Json;
using System.Text.Json.Nodes;
using ActorProxy.Kubernetes.Watching;
using ActorProxy.Mappings.Findings;

namespace ActorProxy.Kubernetes.Status;

/// <summary>What became of a ShadowPolicy, as its <c>status</c> says it.</summary>
internal static class PolicyStatus
{
    /// <summary>Findings that a status holds; the rest is counted. All of them are in <c>/api/diagnostics</c>.</summary>
    private const int MaxFindings = 20;

    /// <summary>The status that a policy should have, without the time of the last transition.</summary>
    public static JsonObject Of(WatchedObject policy, IReadOnlyList<Finding> findings)
    {
        var worst = findings.FirstOrDefault(finding => finding.Severity == Severity.Error);
        var shown = findings.OrderByDescending(finding => finding.Severity).Take(MaxFindings).Select(Write).ToArray<JsonNode?>();
        return new JsonObject
        {
            ["observedGeneration"] = policy.Generation,
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Accepted",
                ["status"] = worst is null ? "True" : "False",
                ["reason"] = worst is null ? "Accepted" : Reason(worst.Code),
                ["message"] = worst?.Message ?? "",
                ["observedGeneration"] = policy.Generation,
            }),
            ["findings"] = new JsonArray(shown),
            ["findingCount"] = findings.Count,
        };
    }

    /// <summary>Whether a policy's present status says the same.</summary>
    public static bool IsPresent(WatchedObject policy, JsonObject status) =>
        policy.Body.TryGetProperty("status", out var present) && present.ValueKind == JsonValueKind.Object
        && JsonNode.DeepEquals(WithoutTimes(JsonObject.Create(present)!), status);

    /// <summary>The patch that brings it about; the transition's time is kept where the condition stays what it was.</summary>
    public static string Patch(WatchedObject policy, JsonObject status, DateTimeOffset now)
    {
        var timed = status.DeepClone().AsObject();
        var condition = timed["conditions"]![0]!.AsObject();
        condition["lastTransitionTime"] = TransitionTime(policy, condition["status"]!.GetValue<string>())
            ?? now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return new JsonObject { ["status"] = timed }.ToJsonString();
    }

    private static JsonObject Write(Finding finding)
    {
        var entry = new JsonObject
        {
            ["severity"] = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" },
            ["code"] = finding.Code,
            ["message"] = finding.Message,
        };
        if (finding.Field is { } field)
            entry["field"] = field;
        return entry;
    }

    /// <summary>By the API's conventions a reason is one word in CamelCase: <c>policy-target</c> becomes <c>PolicyTarget</c>.</summary>
    private static string Reason(string code) => string.Concat(code.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static JsonObject WithoutTimes(JsonObject status)
    {
        foreach (var condition in status["conditions"] is JsonArray conditions ? conditions.OfType<JsonObject>() : [])
            condition.Remove("lastTransitionTime");
        return status;
    }

    private static string? TransitionTime(WatchedObject policy, string state)
    {
        if (!policy.Body.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object
            || !status.TryGetProperty("conditions", out var conditions) || conditions.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return conditions.EnumerateArray()
            .Where(condition => condition.ValueKind == JsonValueKind.Object
                && condition.TryGetProperty("status", out var held) && held.ToString() == state
                && condition.TryGetProperty("lastTransitionTime", out var time) && time.ValueKind == JsonValueKind.String)
            .Select(condition => condition.GetProperty("lastTransitionTime").GetString())
            .FirstOrDefault();
    }
}
