namespace ActorProxy.Shadowing.Telemetry;

/// <summary>The names under which .NET's telemetry finds this program: each is that of a meter and of an activity source.</summary>
public static class TelemetryNames
{
    /// <summary>What the edge does for production.</summary>
    public const string Edge = "ActorProxy.Edge";

    /// <summary>Copies, control over them, and the cluster.</summary>
    public const string Shadowing = "ActorProxy.Shadowing";

    /// <summary>The label that names a Mapping.</summary>
    internal const string Mapping = "mapping";
}
