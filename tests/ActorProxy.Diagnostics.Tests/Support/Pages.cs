namespace ActorProxy.Diagnostics.Tests.Support;

/// <summary>The addresses of all pages.</summary>
internal static class Pages
{
    public static readonly string[] All = ["/", "/shadows/checkout-shadow", "/routes", "/cluster", "/findings"];
}
