using ActorProxy.Edge.Telemetry;
using ActorProxy.Mappings.Redaction;
using ActorProxy.Node.Telemetry;
using ActorProxy.Shadowing.Logging;

namespace ActorProxy.Node.Configuration;

/// <content>What a node tells of itself.</content>
internal sealed partial class NodeSettingsReader
{
    private TelemetrySettings Telemetry()
    {
        var settings = new TelemetrySettings
        {
            Otlp = Otlp(),
            AccessLog = One(SettingNames.AccessLog),
            CopyLog = One(SettingNames.CopyLog),
            LogHeaders = LogHeaders(),
        };
        if (One(SettingNames.Trace) is not { } trace) return settings;
        if (trace != "off" && settings.Otlp is null)
            throw Wrong(SettingNames.Trace, $"spans go nowhere without --otlp URL or {OtlpExport.EndpointVariable}.");
        return settings with
        {
            TracesCopies = trace != "off",
            Requests = trace switch
            {
                "off" or "copies" => RequestTracing.None,
                "observe" => RequestTracing.Observe,
                "propagate" => RequestTracing.Propagate,
                _ => throw Wrong(SettingNames.Trace, $"'{trace}' is not one of off, copies, observe and propagate."),
            },
        };
    }

    private Uri? Otlp()
    {
        if ((One(SettingNames.Otlp) ?? Environment.GetEnvironmentVariable(OtlpExport.EndpointVariable)) is not { Length: > 0 } url) return null;
        return Uri.TryCreate(Urls(SettingNames.Otlp, [url])[0], UriKind.Absolute, out var parsed)
            ? parsed
            : throw Wrong(SettingNames.Otlp, $"'{url}' is not a URL such as http://127.0.0.1:4317.");
    }

    private IReadOnlyList<string> LogHeaders()
    {
        var redaction = Redaction();
        if (Many(SettingNames.LogHeaders) is not { Count: > 0 } names) return [.. RequestLogs.UsualHeaders.Where(name => !redaction.IsSecret(name))];
        if (names is ["none"]) return [];
        if (names.FirstOrDefault(redaction.IsSecret) is { } secret)
            throw Wrong(SettingNames.LogHeaders, $"{secret} carries secrets and is never logged.");
        return names;
    }

    private HeaderRedaction Redaction()
    {
        try
        {
            return new HeaderRedaction(Many(SettingNames.Redact));
        }
        catch (ArgumentException e)
        {
            throw Wrong(SettingNames.Redact, e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal));
        }
    }
}
