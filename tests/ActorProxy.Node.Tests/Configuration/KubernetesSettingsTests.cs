using System.Collections;
using ActorProxy.Node.Configuration;

namespace ActorProxy.Node.Tests.Configuration;

public sealed class KubernetesSettingsTests
{
    [Fact]
    public void Read_WithoutKubernetes_ReadsFilesOnly() => Assert.Null(Read(new Hashtable { ["ACTORPROXY_KUBERNETES_NAMESPACE"] = "shop" }).Kubernetes);

    [Fact]
    public void Read_WithKubernetes_TakesItsSettings()
    {
        var given = Read(new Hashtable
        {
            ["ACTORPROXY_KUBERNETES"] = "true",
            ["ACTORPROXY_KUBERNETES_NAMESPACE"] = "shop,pay",
            ["ACTORPROXY_KUBERNETES_ENDPOINTS"] = "false",
            ["ACTORPROXY_KUBECONFIG"] = "/etc/kubeconfig",
            ["ACTORPROXY_NAMESPACE"] = "edge",
        }).Kubernetes!;

        Assert.Equal(["shop", "pay"], given.Options.Namespaces);
        Assert.Equal(("/etc/kubeconfig", "edge", false), (given.Options.Kubeconfig, given.Options.OwnNamespace, given.WithEndpoints));
    }

    [Fact]
    public void Read_KubernetesThatIsNoFlag_NamesTheSetting()
    {
        var e = Assert.Throws<SettingException>(() => Read(new Hashtable { ["ACTORPROXY_KUBERNETES"] = "yes please" }));
        Assert.Contains("kubernetes: 'yes please' is neither true nor false", e.Message, StringComparison.Ordinal);
    }

    private static NodeSettings Read(Hashtable environment) => new NodeSettingsReader([SettingLayers.FromEnvironment(environment)]).Read("");
}
