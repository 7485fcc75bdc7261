using System.Collections;
using ActorProxy.Node.Configuration;
using Akka.Configuration;

namespace ActorProxy.Node.Tests.Configuration;

public sealed class NodeSettingsReaderTests
{
    [Fact]
    public void Read_ofNothing_givesTheDocumentedDefaults()
    {
        var settings = Read();

        Assert.Equal(["http://127.0.0.1:8080"], settings.Listen);
        Assert.Equal("http://127.0.0.1:9110", settings.Admin);
        Assert.Equal(("127.0.0.1", 4053), (settings.Cluster.Host, settings.Cluster.Port));
        Assert.Equal(["edge", "shadow"], settings.Cluster.Roles);
        Assert.Empty(settings.Cluster.Seeds);
        Assert.Null(settings.State);
    }

    [Fact]
    public void Read_takesEachSettingFromTheStrongestSource_andAListAsAWhole()
    {
        var settings = Read(
            Flags((SettingNames.Seed, ["a:1"])),
            SettingLayers.FromEnvironment(new Hashtable { ["ACTORPROXY_SEED"] = "b:1,c:1", ["ACTORPROXY_REMOTE"] = "10.0.0.1:7" }),
            SettingLayers.FromHocon(ConfigurationFactory.ParseString("actorproxy { remote = \"10.0.0.2:8\", mappings = [\"x\", \"y\"], roles = \"edge\" }")));

        Assert.Equal(["a:1"], settings.Cluster.Seeds);
        Assert.Equal(("10.0.0.1", 7), (settings.Cluster.Host, settings.Cluster.Port));
        Assert.Equal(["x", "y"], settings.Mappings);
        Assert.Equal(["edge"], settings.Cluster.Roles);
    }

    [Fact]
    public void FromJson_readsTheSection_withListsAndTexts()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{"ActorProxy": {"Listen": ["http://a:1", "http://b:2"], "NodeBufferBytes": 1000, "AmbassadorId": "x"}}""");

            var settings = Read(SettingLayers.FromJson(path));

            Assert.Equal(["http://a:1", "http://b:2"], settings.Listen);
            Assert.Equal((1000, "x"), (settings.Limits.NodeBytes, settings.AmbassadorId));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(SettingNames.Remote, "nowhere", "HOST:PORT")]
    [InlineData(SettingNames.Remote, "host:70000", "HOST:PORT")]
    [InlineData(SettingNames.Seed, "host:0", "HOST:PORT")]
    [InlineData(SettingNames.Roles, "edge2", "roles are edge and shadow")]
    [InlineData(SettingNames.Listen, "8080", "URL")]
    [InlineData(SettingNames.BufferBytes, "-5", "bytes")]
    [InlineData(SettingNames.LogLevel, "loud", "levels are")]
    public void Read_ofSomethingWrong_namesTheSettingAndItsSource(string name, string value, string expected)
    {
        var e = Assert.Throws<SettingException>(() => Read(Flags((name, [value]))));

        Assert.Contains("the command line", e.Message, StringComparison.Ordinal);
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromHocon_ofAnUnknownName_isAnError()
    {
        var e = Assert.Throws<SettingException>(() => SettingLayers.FromHocon(ConfigurationFactory.ParseString("actorproxy.lisen = x")));

        Assert.Contains("actorproxy.lisen", e.Message, StringComparison.Ordinal);
    }

    private static NodeSettings Read(params SettingLayer[] layers) => new NodeSettingsReader(layers).Read("");

    private static SettingLayer Flags(params (string Name, string[] Values)[] flags) =>
        new("the command line", flags.ToDictionary(f => f.Name, f => (IReadOnlyList<string>)f.Values));
}
