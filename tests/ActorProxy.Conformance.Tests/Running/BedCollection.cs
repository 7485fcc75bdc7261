namespace ActorProxy.Conformance.Tests.Running;

/// <summary>The tests that share one <see cref="TestBed"/>.</summary>
[CollectionDefinition(Name)]
public sealed class BedCollection : ICollectionFixture<TestBed>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "test bed";
}
