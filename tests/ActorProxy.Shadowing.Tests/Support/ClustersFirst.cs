using ActorProxy.Shadowing.Tests.Clustering;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("ActorProxy.Shadowing.Tests.Support.ClustersFirst", "ActorProxy.Shadowing.Tests")]

namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>Starts with the longest row of tests that run one after the other, so that all others have run beside it when it ends.</summary>
public sealed class ClustersFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName == ClusterCollection.Name);
}
