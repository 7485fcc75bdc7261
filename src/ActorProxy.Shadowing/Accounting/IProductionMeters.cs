namespace ActorProxy.Shadowing.Accounting;

/// <summary>Gives out the meters of production Mappings. They count for as long as the process lives, over reloads and actor systems.</summary>
public interface IProductionMeters
{
    /// <summary>The meter of the production Mapping of that name; always the same one for the same name.</summary>
    ProductionMeter For(string mapping);
}
