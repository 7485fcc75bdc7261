using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Routing;

/// <summary>Mappings that match the same requests: production Mappings share them by weight, shadows ride on it.</summary>
public sealed class RouteGroup
{
    /// <summary>Position in evaluation order, from 0; an index into <see cref="RouteTable.Groups"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The group's <c>prefix</c> (for display; a regular expression's text where it is one).</summary>
    public required string Prefix { get; init; }

    /// <summary>The production Mappings, in name order. Never empty.</summary>
    public required IReadOnlyList<ProductionRoute> Productions { get; init; }

    /// <summary>The shadows, in name order. Usually none or one.</summary>
    public required IReadOnlyList<ShadowRoute> Shadows { get; init; }
}
