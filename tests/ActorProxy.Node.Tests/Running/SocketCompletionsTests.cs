using ActorProxy.Node.Running;

namespace ActorProxy.Node.Tests.Running;

public sealed class SocketCompletionsTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(SocketCompletions.Variable);

    [Theory]
    [InlineData(false, null, "1")]
    [InlineData(true, null, null)]
    [InlineData(false, "0", "0")]
    [InlineData(true, "1", "1")]
    public void Only_nodes_that_are_no_edge_go_on_where_the_event_came_in_and_an_operator_has_the_last_word(bool isEdge, string? set, string? expected)
    {
        Environment.SetEnvironmentVariable(SocketCompletions.Variable, set);
        SocketCompletions.Choose(isEdge);
        Assert.Equal(expected, Environment.GetEnvironmentVariable(SocketCompletions.Variable));
    }

    public void Dispose() => Environment.SetEnvironmentVariable(SocketCompletions.Variable, _before);
}
