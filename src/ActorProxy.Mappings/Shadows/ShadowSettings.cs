using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Shadows;

/// <summary>The settings of one shadow: the defaults, or what a ShadowPolicy makes of them.</summary>
public sealed record ShadowSettings
{
    /// <summary>The settings of a shadow Mapping that no policy refines.</summary>
    public static ShadowSettings Default { get; } = new();

    /// <summary>How long the shadow may take to answer a copy, reply body included. Default 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Largest request body that is copied, in bytes. Default 1 MiB. A request with a larger one counts as <c>body_too_large</c>.</summary>
    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Copies that one lane has under way to the shadow at the same time. Default 64.</summary>
    public int MaxInFlight { get; init; } = 64;

    /// <summary>Copies that wait longer than this are <c>expired</c> instead of sent. Default 30 s.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Dispatcher entities that share the copies of this shadow. Default 4, 1 to 64.</summary>
    public int Lanes { get; init; } = 4;

    /// <summary>Methods that are copied; empty means all. Others count as <c>skipped_method</c>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Key by which copies are chosen, so that the same user is always in or out; null for a sample of requests.</summary>
    public KeySource? SampleBy { get; init; }

    /// <summary>Key whose copies reach the shadow in order, one at a time; null for no order.</summary>
    public KeySource? OrderBy { get; init; }

    /// <summary>The Host of copies.</summary>
    public ShadowHost Host { get; init; } = ShadowHost.Suffixed;

    /// <summary>Changes to the headers of copies, on top of production's, in this order.</summary>
    public IReadOnlyList<HeaderMutation> RequestHeaders { get; init; } = [];

    /// <summary>What becomes of the trace context. What takes it off is in <see cref="RequestHeaders"/>.</summary>
    public CopyTrace Trace { get; init; }

    /// <summary>Copies sent per second across the whole cluster, at most; null means no limit.</summary>
    public double? MaxCopiesPerSecond { get; init; }

    /// <summary>How replies are compared with production's; null means not at all.</summary>
    public CompareSettings? Compare { get; init; }
}
