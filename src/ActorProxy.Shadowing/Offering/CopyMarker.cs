namespace ActorProxy.Shadowing.Offering;

/// <summary>The header by which a copy is known, so that a shadow that calls back through the proxy is not copied again.</summary>
public static class CopyMarker
{
    /// <summary>Header name; its value is the shadow Mapping's name.</summary>
    public const string HeaderName = "X-ActorProxy-Shadow";
}
