using System.Text.Json.Serialization;

namespace ActorProxy.Admin.Api;

/// <summary>Body of <c>POST /api/shadows/{name}/weight</c>.</summary>
public sealed record WeightRequest
{
    /// <summary>The weight in percent, 0 to 100; null goes back to the configured one. Must be present.</summary>
    [JsonRequired]
    public double? Weight { get; init; }

    /// <summary>Who asks for it; optional.</summary>
    public string? Who { get; init; }

    /// <summary>Why; optional.</summary>
    public string? Reason { get; init; }
}

/// <summary>Body of <c>POST /api/shadows/{name}/pause</c> and <c>resume</c>; the whole body may be left out.</summary>
public sealed record SwitchRequest
{
    /// <summary>Who asks for it; optional.</summary>
    public string? Who { get; init; }

    /// <summary>Why; optional.</summary>
    public string? Reason { get; init; }
}
