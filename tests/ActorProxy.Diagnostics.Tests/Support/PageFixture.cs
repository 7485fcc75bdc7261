using ActorProxy.Admin.Tests.Fakes;

namespace ActorProxy.Diagnostics.Tests.Support;

/// <summary>A node with figures, and its page.</summary>
public sealed class PageFixture : IAsyncLifetime
{
    public AdminFixture Node { get; } = new();

    public async Task InitializeAsync()
    {
        Node.Metrics.Report = SampleFigures.Report(SampleFigures.Shadow("checkout-shadow", SampleFigures.Outcomes));
        await Node.InitializeAsync();
    }

    public Task DisposeAsync() => Node.DisposeAsync();
}
