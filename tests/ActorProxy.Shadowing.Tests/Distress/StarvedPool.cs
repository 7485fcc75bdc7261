namespace ActorProxy.Shadowing.Tests.Distress;

/// <summary>Tests that leave this process no threads: nothing else can run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StarvedPool
{
    public const string Name = "starved pool";
}
