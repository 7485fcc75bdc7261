using ActorProxy.Shadowing.Exchange;

namespace ActorProxy.Shadowing.Tests.Exchange;

public sealed class ExchangeRotaTests
{
    private readonly ExchangeRota<int> _rota = new(most: 10);

    [Fact]
    public void Choose_fewOthers_tellsAllOfThemInEachTurn()
    {
        int[] others = [1, 2, 3];

        Assert.Equal([0L], Chosen(others, turn: 1).Keys);
        for (var turn = 2; turn < 10; turn++)
        {
            var group = Assert.Single(Chosen(others, turn));
            Assert.Equal(turn - 1, group.Key);
            Assert.Equal(others, group.Value);
        }
    }

    [Fact]
    public void Choose_manyOthers_tellsNoMoreThanItsShare_andEachOnceInARound()
    {
        int[] others = [.. Enumerable.Range(0, 95)];
        var round = _rota.Round(others.Length);
        Assert.Equal(10, round);

        var last = new Dictionary<int, long>();
        for (var turn = 1; turn <= 5 * round; turn++)
        {
            var told = Chosen(others, turn);
            Assert.InRange(told.Values.Sum(nodes => nodes.Length), 1, 10);
            foreach (var (before, nodes) in told)
            {
                foreach (var node in nodes)
                {
                    Assert.Equal(last.GetValueOrDefault(node), before);
                    Assert.True(turn <= round || turn - before <= round, $"{node} was told in turn {before} and only in {turn} again");
                    last[node] = turn;
                }
            }
        }

        Assert.Equal(others.Length, last.Count);
    }

    [Fact]
    public void Choose_aJoiner_isToldNext()
    {
        int[] others = [.. Enumerable.Range(0, 95)];
        for (var turn = 1; turn <= 20; turn++) Chosen(others, turn);

        Assert.Equal([1000], Chosen([.. others, 1000], turn: 21)[0]);
    }

    [Fact]
    public void Choose_oneThatLeftAndCameBack_isToldAsANewOne()
    {
        Chosen([1, 2], turn: 1);
        Chosen([1], turn: 2);

        Assert.Equal([2], Chosen([1, 2], turn: 3)[0]);
    }

    [Fact]
    public void Choose_everyone_tellsAll()
    {
        int[] others = [.. Enumerable.Range(0, 95)];
        Chosen(others, turn: 1);

        Assert.Equal(95, _rota.Choose(others, turn: 2, everyone: true).Sum(group => group.Count()));
    }

    private Dictionary<long, int[]> Chosen(int[] others, long turn) => _rota.Choose(others, turn).ToDictionary(g => g.Key, g => g.ToArray());
}
