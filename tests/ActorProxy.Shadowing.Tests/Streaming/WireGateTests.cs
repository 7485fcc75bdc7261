using ActorProxy.Shadowing.Streaming;

namespace ActorProxy.Shadowing.Tests.Streaming;

public sealed class WireGateTests
{
    [Fact]
    public void EnterAsync_whileItFits_isAtOnce_andThenInTurn()
    {
        var gate = new WireGate(100);

        Assert.True(gate.EnterAsync(60).IsCompleted);
        Assert.True(gate.EnterAsync(40).IsCompleted);
        var (second, third) = (gate.EnterAsync(50), gate.EnterAsync(10));
        Assert.Equal((false, false, 100), (second.IsCompleted, third.IsCompleted, gate.Used));

        // Small ones do not overtake: a large one would never get in.
        gate.Leave(40);
        Assert.Equal((false, false, 60), (second.IsCompleted, third.IsCompleted, gate.Used));
        gate.Leave(60);
        Assert.Equal((true, true, 60), (second.IsCompletedSuccessfully, third.IsCompletedSuccessfully, gate.Used));
    }

    [Fact]
    public void EnterAsync_ofMoreThanTheLimit_isAlone()
    {
        var gate = new WireGate(100);

        Assert.True(gate.EnterAsync(500).IsCompleted);
        var next = gate.EnterAsync(1);
        Assert.False(next.IsCompleted);
        gate.Leave(500);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void Gates_areOfNodes_onceLanesHaveAnswered()
    {
        var gates = new WireGates();
        Assert.Same(gates.Of("a", 0), gates.Of("b", 1));

        gates.Answered("a", 0, node: 7);
        gates.Answered("b", 1, node: 8);
        gates.Answered("b", 2, node: 7);

        Assert.NotSame(gates.Of("a", 0), gates.Of("b", 1));
        Assert.Same(gates.Of("a", 0), gates.Of("b", 2));
        gates.Lost("a", 0);
        Assert.Same(gates.Of("c", 0), gates.Of("a", 0));
    }
}
