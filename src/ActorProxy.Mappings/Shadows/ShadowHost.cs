namespace ActorProxy.Mappings.Shadows;
/// <summary>Stub.</summary>
public static class ShadowHost
{
    /// <summary>Stub.</summary>
    public static string Append(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.IndexOf(']', colon) >= 0 ? host + "-shadow" : host.Insert(colon, "-shadow");
    }
}
