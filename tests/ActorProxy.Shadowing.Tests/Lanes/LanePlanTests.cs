using ActorProxy.Mappings.Shadows;
using ActorProxy.Shadowing.Lanes;

namespace ActorProxy.Shadowing.Tests.Lanes;

public sealed class LanePlanTests
{
    [Theory]
    [InlineData(8, null, 8)]
    [InlineData(8, 200.0, 8)]
    [InlineData(8, 3.5, 3)]
    [InlineData(8, 0.5, 1)]
    public void Count_isTheLanes_butNoMoreThanCopiesASecond(int lanes, double? limit, int expected)
    {
        var settings = new ShadowSettings { Lanes = lanes, MaxCopiesPerSecond = limit };

        Assert.Equal(expected, LanePlan.Count(settings));
    }

    [Theory]
    [InlineData(200.0)]
    [InlineData(3.5)]
    [InlineData(0.5)]
    public void CopiesPerSecond_ofAllLanes_isTheLimit(double limit)
    {
        var settings = new ShadowSettings { Lanes = 8, MaxCopiesPerSecond = limit };

        Assert.Equal(limit, LanePlan.CopiesPerSecond(settings)!.Value * LanePlan.Count(settings), 9);
    }

    [Fact]
    public void LaneOf_isWithinTheLanes_andTheSameForTheSameKey()
    {
        foreach (var key in (ulong[])[0, 1, 7, 8, ulong.MaxValue])
        {
            Assert.InRange(LanePlan.LaneOf(key, 8), 0, 7);
            Assert.Equal(LanePlan.LaneOf(key, 8), LanePlan.LaneOf(key, 8));
        }
    }
}
