using System.Collections;
using ActorProxy.Admin;
using ActorProxy.Edge.Telemetry;
using ActorProxy.Node.Configuration;
using ActorProxy.Shadowing.Clustering;
using ActorProxy.Shadowing.Distress;
using ActorProxy.Shadowing.Tls;
using Akka.Configuration;

namespace ActorProxy.Node.Tests.Configuration;

public sealed class NodeSettingsReaderTests
{
    [Fact]
    public void Read_ofNothing_givesTheDocumentedDefaults()
    {
        var settings = Read();

        Assert.Equal(["http://127.0.0.1:8080"], settings.Listen);
        Assert.Equal(new AdminOptions(), settings.Admin);
        Assert.Null(settings.Cluster.Tls);
        Assert.Empty(settings.ListenCertificates);
        Assert.Equal(new DistressLimits(), settings.Distress);
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

    [Fact]
    public void Read_pairsCertificatesWithTheirKeys()
    {
        var settings = Read(Flags(
            (SettingNames.ListenCertificate, ["a.pem", "b.pem"]), (SettingNames.ListenKey, ["a.key", "b.key"]),
            (SettingNames.AdminCertificate, ["c.pfx"]), (SettingNames.AdminClientCa, ["clients.pem"]),
            (SettingNames.RemoteCertificate, ["n.pem"]), (SettingNames.RemoteKey, ["n.key"]), (SettingNames.RemoteCa, ["nodes.pem"])));

        Assert.Equal([new CertificateFiles("a.pem", "a.key"), new CertificateFiles("b.pem", "b.key")], settings.ListenCertificates);
        Assert.Equal((new CertificateFiles("c.pfx"), "clients.pem"), (settings.Admin.Certificate, settings.Admin.ClientAuthorities));
        Assert.Equal(new RemotingTls(new CertificateFiles("n.pem", "n.key"), "nodes.pem"), settings.Cluster.Tls);
        Assert.Equal("akka.ssl.tcp", settings.Cluster.AddressScheme);
    }

    [Theory]
    [InlineData(SettingNames.ListenKey, "a.key", "each certificate needs its own")]
    [InlineData(SettingNames.RemoteCertificate, "n.pem", "needs remote-ca as well")]
    [InlineData(SettingNames.RemoteCa, "nodes.pem", "needs remote-certificate as well")]
    [InlineData(SettingNames.AdminTokenFile, "/nowhere/token", "/nowhere/token")]
    public void Read_ofHalfASetting_saysWhatIsMissing(string name, string value, string expected)
    {
        var e = Assert.Throws<SettingException>(() => Read(Flags((name, [value]))));

        Assert.Contains($"the command line: {name}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_takesTheAdminToken_fromTheEnvironmentOrAFile_andNotFromBoth()
    {
        var environment = SettingLayers.FromEnvironment(new Hashtable { ["ACTORPROXY_ADMIN_TOKEN"] = "from-the-environment" });
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "from-a-file\n");
            var file = Flags((SettingNames.AdminTokenFile, [path]));

            Assert.Equal("from-the-environment", Read(environment).Admin.Token);
            Assert.Equal("from-a-file", Read(file).Admin.Token);
            Assert.Contains("only one of them", Assert.Throws<SettingException>(() => Read(environment, file)).Message, StringComparison.Ordinal);
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
    [InlineData(SettingNames.DrainDelay, "601", "0 (off) to 600")]
    [InlineData(SettingNames.TripCpu, "101", "0 (off) to 100")]
    [InlineData(SettingNames.TripLag, "-1", "0 (off) to 60000")]
    [InlineData(SettingNames.LogLevel, "loud", "levels are")]
    [InlineData(SettingNames.Otlp, "collector:4317", "URL")]
    [InlineData(SettingNames.Otlp, "http://", "URL")]
    [InlineData(SettingNames.LogHeaders, "cookie", "carries secrets")]
    [InlineData(SettingNames.Redact, "X Key", "'X Key' is not the name of a header")]
    [InlineData(SettingNames.Trace, "copies", "spans go nowhere without --otlp")]
    public void Read_ofSomethingWrong_namesTheSettingAndItsSource(string name, string value, string expected)
    {
        var e = Assert.Throws<SettingException>(() => Read(Flags((name, [value]))));

        Assert.Contains("the command line", e.Message, StringComparison.Ordinal);
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", RequestTracing.None, false)]
    [InlineData("copies", RequestTracing.None, true)]
    [InlineData("observe", RequestTracing.Observe, true)]
    [InlineData("propagate", RequestTracing.Propagate, true)]
    public void Trace_saysWhichSpansThereAre(string value, RequestTracing requests, bool copies)
    {
        var telemetry = Read(Flags((SettingNames.Otlp, ["http://127.0.0.1:4317"]), (SettingNames.Trace, [value]))).Telemetry;

        Assert.Equal((requests, copies), (telemetry.Requests, telemetry.TracesCopies));
    }

    [Fact]
    public void DrainDelay_isInSeconds()
    {
        Assert.Equal(TimeSpan.FromSeconds(2.5), Read(Flags((SettingNames.DrainDelay, ["2.5"]))).DrainDelay);
        Assert.Equal(TimeSpan.Zero, Read(Flags()).DrainDelay);
    }

    [Fact]
    public void Read_ofTripsThatAreZero_turnsThemOff() =>
        Assert.False(Read(Flags((SettingNames.TripCpu, ["0"]), (SettingNames.TripLag, ["0"]), (SettingNames.TripMemory, ["0"]))).Distress.IsOn);

    [Fact]
    public void LogHeaders_areTheUsualOnes_orThoseNamed_orNone()
    {
        Assert.Equal(["Host", "User-Agent", "X-Request-Id", "traceparent"], Read().Telemetry.LogHeaders);
        Assert.Equal(["X-A", "X-B"], Read(Flags((SettingNames.LogHeaders, ["X-A", "X-B"]))).Telemetry.LogHeaders);
        Assert.Empty(Read(Flags((SettingNames.LogHeaders, ["none"]))).Telemetry.LogHeaders);
    }

    [Fact]
    public void Redact_namesHeadersThatAreNotShown_andNotLoggedEither()
    {
        var settings = Read(Flags((SettingNames.Redact, ["x-request-id", "X-Key"])));

        Assert.True(settings.Redaction.IsSecret("X-KEY"));
        Assert.True(settings.Redaction.IsSecret("Cookie"));
        Assert.False(Read().Redaction.IsSecret("X-Key"));
        Assert.Equal(["Host", "User-Agent", "traceparent"], settings.Telemetry.LogHeaders);
        Assert.Contains(
            "carries secrets",
            Assert.Throws<SettingException>(() => Read(Flags((SettingNames.Redact, ["X-Key"]), (SettingNames.LogHeaders, ["x-key"])))).Message,
            StringComparison.Ordinal);
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

    [Theory]
    [InlineData("ACTORPROXY_LISTN", "ACTORPROXY_LISTEN")]
    [InlineData("ACTORPROXY_MAPPING", "ACTORPROXY_MAPPINGS")]
    [InlineData("ACTORPROXY_AMBASADOR_ID", "ACTORPROXY_AMBASSADOR_ID")]
    public void A_variable_that_is_nearly_a_setting_is_refused(string variable, string meant)
    {
        var refused = Assert.Throws<SettingException>(() => SettingLayers.FromEnvironment(new Hashtable { [variable] = "x" }));
        Assert.Equal($"the environment: {variable} is not a setting, did you mean {meant}?", refused.Message);
    }

    [Theory]
    [InlineData("ACTORPROXY_PORT")]
    [InlineData("ACTORPROXY_SERVICE_HOST")]
    [InlineData("ACTORPROXY_ADMIN_SERVICE_PORT")]
    [InlineData("ACTORPROXY_ADMIN_PORT_9110_TCP_ADDR")]
    [InlineData("ACTORPROXY_PARENT_WATCH")]
    [InlineData("ACTORPROXY_HOCON")]
    public void Variables_that_Kubernetes_and_others_set_are_left_alone(string variable) =>
        Assert.Empty(SettingLayers.FromEnvironment(new Hashtable { [variable] = "x" }).Values);
}
