using System.Globalization;
using System.Numerics;
using System.Text;
using ActorProxy.Shadowing.Comparing.Json;
using FsCheck.Xunit;

namespace ActorProxy.Shadowing.Tests.Comparing.Json;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.000e7", "0")]
    [InlineData("100", "1E2")]
    [InlineData("1e2", "1E2")]
    [InlineData("0.001", "1E-3")]
    [InlineData("-12.50", "-125E-1")]
    [InlineData("-1250E-2", "-125E-1")]
    [InlineData("1E+2", "1E2")]
    [InlineData("1000000000000000000000", "1E21")]
    [InlineData("1e00000000000000000002", "1E2")]
    public void Canonical_hasOneFormForOneNumber(string token, string expected) => Assert.Equal(expected, Canonical(token));

    [Fact]
    public void Canonical_ofAnExponentNobodyMeans_isTheTextItself() => Assert.Equal("1e99999999999", Canonical("1e99999999999"));

    [Property]
    public bool Canonical_isEqualExactlyForEqualIntegers(long a, long b, byte shift)
    {
        var (x, y) = (new BigInteger(a) << (shift % 100), new BigInteger(b) << (shift % 100));
        return (Canonical(x.ToString(CultureInfo.InvariantCulture)) == Canonical(y.ToString(CultureInfo.InvariantCulture) + ".0")) == (x == y);
    }

    private static string Canonical(string token) => JsonNumber.Canonical(Encoding.ASCII.GetBytes(token));
}
