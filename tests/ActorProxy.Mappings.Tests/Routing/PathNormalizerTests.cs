using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Tests.Routing;

public sealed class PathNormalizerTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/b/.", "/a/b/")]
    [InlineData("/..", "/")]
    [InlineData("/../../a", "/a")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("/a//../b", "/a/b")]
    [InlineData("/a/%2e%2E/b", "/b")]
    [InlineData("/a/.%2e/b", "/b")]
    [InlineData("/a/%2e/b", "/a/b")]
    [InlineData("/a%2Fb/../c", "/c")]
    [InlineData("/a%2f..%2fb", "/a%2f..%2fb")]
    [InlineData("/%7Euser/%aB", "/%7Euser/%aB")]
    [InlineData("/a/...", "/a/...")]
    [InlineData("/a/.b", "/a/.b")]
    [InlineData("/a/..b/c", "/a/..b/c")]
    [InlineData("/a\\b", "/a/b")]
    [InlineData("/a\\..\\b", "/b")]
    public void Normalize_resolves_dot_segments_and_nothing_else(string path, string expected) =>
        Assert.Equal(expected, PathNormalizer.Normalize(path));

    [Theory]
    [InlineData("/plain/path")]
    [InlineData("/a/.hidden//x")]
    public void Normalize_returns_the_same_instance_when_there_is_nothing_to_do(string path) =>
        Assert.Same(path, PathNormalizer.Normalize(path));
}
