using ActorProxy.Node.Demo;

namespace ActorProxy.Node.Tests.Demo;

public class DemoFilesTests
{
    private static readonly DemoLayout Layout = DemoLayout.From(new DemoOptions { ServicePort = 17001 });

    [Fact]
    public void ServicesText_ListsProductionAndShadowServices() => Assert.Equal(
        """
        services:
          myservice: ["127.0.0.1:17001"]
          checkout: ["127.0.0.1:17001"]
          catalog: ["127.0.0.1:17001"]
          catalog-canary: ["127.0.0.1:17001"]
          myservice-shadow: ["127.0.0.1:17002"]
          checkout-shadow: ["127.0.0.1:17002"]
          catalog-shadow: ["127.0.0.1:17002"]

        """,
        DemoFiles.ServicesText(Layout));

    [Fact]
    public void Create_CopiesTheExamplesAndDeleteLeavesNothing()
    {
        using var examples = new TemporaryMappings();

        var files = DemoFiles.Create(Layout, examples.Directory);

        Assert.Equal("# one\n", File.ReadAllText(Path.Combine(files.Mappings, "one.yaml")));
        Assert.Equal(DemoFiles.ServicesText(Layout), File.ReadAllText(files.Services));
        files.Delete();
        Assert.False(File.Exists(files.Services));
    }

    [Fact]
    public void Create_WithoutExamples_SaysWhereTheyShouldBe()
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var error = Assert.Throws<DemoException>(() => DemoFiles.Create(Layout, missing));

        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }
}
