using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads a policy's <c>compare</c>.</summary>
internal static class CompareReader
{
    /// <summary>Reads it; null when absent.</summary>
    public static CompareSettings? Read(FieldReader spec, string policyNamespace, string ownNamespace)
    {
        if (spec.Object("compare") is not { } fields)
            return null;

        var defaults = new CompareSettings();
        var settings = new CompareSettings
        {
            Status = fields.Flag("status") ?? defaults.Status,
            Headers = [.. fields.TextList("headers").Select(name => name.ToLowerInvariant())],
            Body = Body(fields),
            Ignore = fields.TextList("ignore"),
            NumericTolerance = fields.Number("numeric_tolerance", min: 0) ?? defaults.NumericTolerance,
            Unordered = fields.TextList("unordered"),
            MaxReplyBytes = fields.Integer("max_reply_bytes", min: 0, max: 64 * 1024 * 1024) ?? defaults.MaxReplyBytes,
            Sample = fields.Number("sample", 0, 100) ?? defaults.Sample,
            Baseline = Baseline(fields, policyNamespace, ownNamespace),
            Normalise = Normalise(fields),
        };
        foreach (var path in settings.Unordered.Where(path => !path.StartsWith('$')))
            fields.Invalid("unordered", $"{path} is not a JSON path; they start with $");
        fields.Finish();
        return settings;
    }

    private static BodyComparison Body(FieldReader fields)
    {
        var name = fields.Text("body");
        switch (name)
        {
            case null or "json":
                return BodyComparison.Json;
            case "bytes":
                return BodyComparison.Bytes;
            case "none":
                return BodyComparison.None;
            default:
                fields.Invalid("body", $"must be json, bytes or none, not {name}");
                return BodyComparison.Json;
        }
    }

    private static ServiceTarget? Baseline(FieldReader fields, string policyNamespace, string ownNamespace)
    {
        if (fields.Text("baseline") is not { } text)
            return null;

        var service = ServiceTargetParser.TryParse(text, policyNamespace, ownNamespace, originateTls: false, http2: false, out var error);
        if (service is null)
            fields.Invalid("baseline", error!, FindingCodes.InvalidService);
        return service;
    }

    private static List<Normalisation> Normalise(FieldReader fields)
    {
        var result = new List<Normalisation>();
        foreach (var item in fields.Objects("normalise"))
        {
            var pattern = item.RequiredText("pattern");
            var replace = item.Text("replace") ?? "";
            item.Finish();
            if (pattern is null)
                continue;
            if (RegexReplacement.TryCreate(pattern, replace, out var error) is null)
                item.Invalid("pattern", error!, FindingCodes.InvalidRegex);
            else
                result.Add(new Normalisation(pattern, replace));
        }

        return result;
    }
}
