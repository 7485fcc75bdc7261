using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Exchange;

namespace ActorProxy.Shadowing.Tests.Exchange;

/// <summary>Many nodes tell each other by turns, each over the rota and the pages that its relay uses.</summary>
public sealed class ExchangeAtSizeTests
{
    private const int Nodes = 100;

    private readonly Node[] _nodes = [.. Enumerable.Range(0, Nodes).Select(i => new Node((ulong)i + 1))];

    [Fact]
    public void A_cluster_thatTellsByTurns_comesToTheSameTotalsOnEveryNode()
    {
        var random = new Random(7);
        var offered = 0;
        for (var turn = 0; turn < 30; turn++)
        {
            foreach (var node in _nodes)
            {
                // Most are busy with few of the Mappings; and not all of them in each turn.
                if (random.Next(3) == 0) continue;
                node.Meters.Shadow($"shadow-{random.Next(20)}").Offered();
                offered++;
            }

            Assert.All(_nodes, node => Assert.InRange(Tell(node), 0, ExchangeRota<int>.MostPerTurn));
        }

        // Nothing is counted any more: a round brings everything to everybody.
        for (var turn = 0; turn < _nodes[0].Rota.Round(Nodes - 1); turn++)
        {
            foreach (var node in _nodes) Tell(node);
        }

        Assert.All(_nodes, node => Assert.Equal((Nodes, offered), Held(node)));
    }

    /// <returns>How many others were told.</returns>
    private int Tell(Node node)
    {
        var told = 0;
        int[] others = [.. Enumerable.Range(0, Nodes).Where(i => _nodes[i] != node)];
        var turn = node.Exchange.BeginTurn();
        foreach (var group in node.Rota.Choose(others, turn))
        {
            var page = group.Key == 0 ? node.Exchange.TakeOwn() : node.Exchange.TakeOwn(group.Key, turn / node.Rota.Round(others.Length));
            foreach (var part in MetricsPages.Split(page))
            {
                foreach (var other in group) _nodes[other].Exchange.Merge(MetricsPages.Read(part));
            }

            told += group.Count();
        }

        return told;
    }

    private static (int Nodes, long Offered) Held(Node node)
    {
        var report = node.Exchange.Read();
        return (report.Nodes.Count, report.Cluster.Shadows.Sum(s => s.Offered));
    }

    private sealed class Node
    {
        public Node(ulong id) => Exchange = new MetricsExchange(Meters, new NodeIdentity(id), ["edge"], TimeProvider.System);

        public MeterRegistry Meters { get; } = new();

        public MetricsExchange Exchange { get; }

        public ExchangeRota<int> Rota { get; } = new();
    }
}
