using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Lanes;

/// <summary>How a shadow's copies are spread over lanes: the same on edges and dispatchers, as it follows from the settings alone.</summary>
internal static class LanePlan
{
    /// <summary>
    /// Lanes in use. A shadow that is limited to fewer copies a second than it has lanes uses fewer, so that no lane's part of the limit is less than
    /// one copy a second.
    /// </summary>
    public static int Count(ShadowSettings settings) =>
        settings.MaxCopiesPerSecond is { } limit ? (int)Math.Clamp(limit, 1, settings.Lanes) : settings.Lanes;

    /// <summary>Whether copies with the same key are sent in order, one at a time.</summary>
    public static bool IsOrdered(ShadowSettings settings) => settings.OrderBy is not null;

    /// <summary>One lane's part of <c>max_copies_per_second</c>, or null when there is no limit.</summary>
    public static double? CopiesPerSecond(ShadowSettings settings) => settings.MaxCopiesPerSecond / Count(settings);

    /// <summary>The lane of an ordering key.</summary>
    public static int LaneOf(ulong key, int lanes) => (int)(key % (ulong)lanes);
}
