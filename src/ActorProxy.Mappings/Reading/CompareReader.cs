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
            MaxReplyBytes = fields.Integer("max_reply_bytes", min: 0, max: 16 * 1024 * 1024) ?? defaults.MaxReplyBytes,
            Sample = fields.Number("sample", 0, 100) ?? defaults.Sample,
            Baseline = Baseline(fields, policyNamespace, ownNamespace),
            Normalise = Normalise(fields),
            Redact = fields.TextList("redact"),
            EndpointBy = EndpointBy(fields),
            Verdict = VerdictReader.Read(fields),
        };
        CheckPaths(fields, "unordered", settings.Unordered);
        CheckPaths(fields, "ignore", settings.Ignore.Where(entry => entry.StartsWith('$')));
        CheckHeaders(fields, "ignore", settings.Ignore.Where(entry => !entry.StartsWith('$')));
        CheckHeaders(fields, "headers", settings.Headers);
        foreach (var header in settings.Redact.Where(header => !HeaderMutationReader.IsHeaderName(header)))
            fields.Invalid("redact", $"{header} is not a header name");
        fields.Finish();
        return settings;
    }

    private static void CheckPaths(FieldReader fields, string name, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (JsonPathPattern.TryParse(path, out var error) is null)
                fields.Invalid(name, error!);
        }
    }

    private static void CheckHeaders(FieldReader fields, string name, IEnumerable<string> headers)
    {
        foreach (var header in headers.Where(header => header != "*" && !HeaderMutationReader.IsHeaderName(header.EndsWith('*') ? header[..^1] : header)))
            fields.Invalid(name, $"{header} is not a header name, which may end in *{(name == "ignore" ? ", nor a JSON path, which starts with $" : "")}");
    }

    private static EndpointSource EndpointBy(FieldReader compare)
    {
        if (compare.Object("endpoint_by") is not { } fields)
            return EndpointSource.Default;

        var source = new EndpointSource(fields.Text("header"), fields.TextList("paths"));
        fields.Finish();
        if (source.Header is { } header && !HeaderMutationReader.IsHeaderName(header))
            fields.Invalid("header", $"{header} is not a header name");
        foreach (var path in source.Paths.Where(path => !PathTemplate.IsValid(path)))
            fields.Invalid("paths", $"{path} must start with / and may have ** only at its end");
        return source;
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
