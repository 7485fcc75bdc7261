using ActorProxy.Node.Demo;

namespace ActorProxy.Node.Tests.Demo;

public class DemoLayoutTests
{
    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(4, 2, 2)]
    [InlineData(7, 3, 4)]
    public void From_NodeCount_IsHalfEdgesAndTheRestShadows(int nodes, int edges, int shadows)
    {
        var layout = DemoLayout.From(new DemoOptions { Nodes = nodes });

        Assert.Equal(edges, layout.Nodes.Count(n => n.Role == "edge"));
        Assert.Equal(shadows, layout.Nodes.Count(n => n.Role == "shadow"));
    }

    [Fact]
    public void From_BasePorts_CountUpFromThem()
    {
        var layout = DemoLayout.From(new DemoOptions { EdgePort = 18080, AdminPort = 19110, RemotePort = 14053, ServicePort = 17001 });

        Assert.Equal(["http://127.0.0.1:18080", "http://127.0.0.1:18081"], layout.Edges.Select(e => e.EdgeUrl));
        Assert.Equal([19110, 19111, 19112, 19113], layout.Nodes.Select(n => n.AdminPort));
        Assert.Equal([14053, 14054, 14055, 14056], layout.Nodes.Select(n => n.RemotePort));
        Assert.Equal((17001, 17002), (layout.Production.Port, layout.Shadow.Port));
    }

    [Fact]
    public void Arguments_OfEveryNode_NameTheSameSeedsInTheSameOrder()
    {
        using var files = new TemporaryMappings();
        var layout = DemoLayout.From(new DemoOptions());
        var demo = DemoFiles.Create(layout, files.Directory);
        try
        {
            var seeds = layout.Nodes.Select(n => SeedsOf(DemoStartup.Arguments(n, layout, demo))).ToList();

            Assert.All(seeds, s => Assert.Equal(["127.0.0.1:4053", "127.0.0.1:4054"], s));
        }
        finally
        {
            demo.Delete();
        }
    }

    private static IEnumerable<string> SeedsOf(IReadOnlyList<string> arguments) =>
        arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == "--seed").Select(pair => pair.Second);
}
