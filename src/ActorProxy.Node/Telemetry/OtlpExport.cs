using ActorProxy.Shadowing.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ActorProxy.Node.Telemetry;

/// <summary>Sends metrics and spans to an OpenTelemetry collector. What is not sent costs nothing: nobody listens to its instruments then.</summary>
internal sealed class OtlpExport : IDisposable
{
    /// <summary>The variable that OpenTelemetry's own exporters read.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // A thousand shadows with all their outcomes; beyond, OpenTelemetry counts what is left in one series.
    private const int MostSeries = 20_000;

    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    private OtlpExport(MeterProvider metrics, TracerProvider? traces) => (_metrics, _traces) = (metrics, traces);

    /// <summary>Starts to send, if there is somewhere to send to.</summary>
    /// <param name="settings">Where to, and which spans.</param>
    /// <param name="version">The version of this build.</param>
    /// <param name="instance">What tells this node from others.</param>
    public static OtlpExport? Start(TelemetrySettings settings, string version, string instance)
    {
        if (settings.Otlp is not { } endpoint) return null;

        // As if it had come from the environment, from where the exporter takes all the rest (protocol, headers, interval, sampler).
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection([new(EndpointVariable, endpoint.ToString())])
            .Build();
        void Describe(ResourceBuilder resource) => resource.AddService("actorproxy", serviceVersion: version, serviceInstanceId: instance).AddEnvironmentVariableDetector();

        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(Describe)
            .AddMeter(TelemetryNames.Edge, TelemetryNames.Shadowing, "System.Runtime")
            .AddView("actorproxy.copies", new MetricStreamConfiguration { CardinalityLimit = MostSeries })
            .AddOtlpExporter()
            .Build();
        string[] sources =
        [
            .. settings.TracesCopies ? new[] { TelemetryNames.Shadowing } : [],
            .. settings.Requests != Edge.Telemetry.RequestTracing.None ? new[] { TelemetryNames.Edge } : [],
        ];
        if (sources.Length == 0) return new OtlpExport(metrics, null);
        var traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(Describe)
            .AddSource(sources)
            .AddOtlpExporter()
            .Build();
        return new OtlpExport(metrics, traces);
    }

    /// <summary>Sends what was not sent yet, and ends.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
    }
}
