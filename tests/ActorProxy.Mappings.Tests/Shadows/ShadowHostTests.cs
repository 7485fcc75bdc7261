using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Mappings.Tests.Shadows;

public sealed class ShadowHostTests
{
    [Theory]
    [InlineData("h", "h-shadow")]
    [InlineData("h:8000", "h-shadow:8000")]
    [InlineData("h:80", "h-shadow:80")]
    [InlineData("[::1]", "[::1]-shadow")]
    [InlineData("[::1]:90", "[::1]-shadow:90")]
    [InlineData("h-shadow", "h-shadow-shadow")]
    [InlineData("::1", ":-shadow:1")]
    [InlineData("", "-shadow")]
    public void Append_does_as_Envoy(string host, string expected) => Assert.Equal(expected, ShadowHost.Append(host));
}
