using ActorProxy.Deploy.Tests.Support;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace ActorProxy.Deploy.Tests.Kubernetes;

public sealed class ManifestTests
{
    private const string Folder = "deploy/kubernetes";

    private static readonly Dictionary<string, Type> Types = new()
    {
        ["v1/Namespace"] = typeof(V1Namespace),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/Service"] = typeof(V1Service),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["apps/v1/StatefulSet"] = typeof(V1StatefulSet),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["rbac.authorization.k8s.io/v1/ClusterRole"] = typeof(V1ClusterRole),
        ["rbac.authorization.k8s.io/v1/ClusterRoleBinding"] = typeof(V1ClusterRoleBinding),
        ["apiextensions.k8s.io/v1/CustomResourceDefinition"] = typeof(V1CustomResourceDefinition),
    };

    public static TheoryData<string> Manifests() => [.. Repository.Files(Folder, "*.yaml").Where(IsOfKubernetes)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_field_of_a_manifest_is_one_of_its_kind(string file)
    {
        var text = Repository.Read(file).Replace("$patch: delete\n", "", StringComparison.Ordinal);
        var objects = KubernetesYaml.LoadAllFromString(text, Types, strict: true);
        Assert.Equal(Yaml.Documents(text).Count, objects.Count);
        Assert.All(objects, each => Assert.IsAssignableFrom<IKubernetesObject>(each));
    }

    [Fact]
    public void A_field_that_does_not_exist_fails() => Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(
        "apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { prots: [] }\n", Types, strict: true));

    [Fact]
    public void Every_file_is_part_of_a_kustomization()
    {
        foreach (var file in Repository.Files(Folder, "kustomization.yaml"))
        {
            var folder = Path.GetDirectoryName(file)!;
            var document = Assert.Single(Yaml.Documents(Repository.Read(file)));
            var named = document.At("resources").Items().Select(item => ((YamlScalarNode)item).Value!)
                .Concat(document.At("components").Items().Select(item => ((YamlScalarNode)item).Value!))
                .Concat(document.At("patches").Items().Select(item => item.Text("path")).OfType<string>())
                .ToList();
            Assert.All(named, name => Assert.True(
                File.Exists(Path.Combine(Repository.Root, folder, name)) || File.Exists(Path.Combine(Repository.Root, folder, name, "kustomization.yaml")),
                $"{file} names {name}, which does not exist"));
            var present = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.yaml").Select(Path.GetFileName).Where(name => name != "kustomization.yaml");
            Assert.Empty(present.Except(named));
        }
    }

    [Fact]
    public void Pods_are_found_by_their_services_budgets_and_policies()
    {
        var all = Repository.Files($"{Folder}/base", "*.yaml").Where(IsOfKubernetes)
            .SelectMany(file => KubernetesYaml.LoadAllFromString(Repository.Read(file), Types, strict: true)).ToList();
        var pods = all.OfType<V1Deployment>().Select(each => each.Spec.Template).Concat(all.OfType<V1StatefulSet>().Select(each => each.Spec.Template)).ToList();
        Assert.Equal(2, pods.Count);
        var selectors = all.OfType<V1Service>().Select(each => each.Spec.Selector)
            .Concat(all.OfType<V1PodDisruptionBudget>().Select(each => each.Spec.Selector.MatchLabels))
            .Concat(all.OfType<V1NetworkPolicy>().Select(each => each.Spec.PodSelector.MatchLabels))
            .Concat(all.OfType<V1Deployment>().Select(each => each.Spec.Selector.MatchLabels))
            .Concat(all.OfType<V1StatefulSet>().Select(each => each.Spec.Selector.MatchLabels));
        Assert.All(selectors, selector => Assert.Contains(pods, pod => selector.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var held) && held == label.Value)));

        // Named ports are those of the containers.
        var ports = pods.SelectMany(pod => pod.Spec.Containers[0].Ports).Select(port => port.Name).ToHashSet();
        Assert.All(all.OfType<V1Service>().SelectMany(each => each.Spec.Ports), port => Assert.Contains(port.TargetPort.Value, ports));
        Assert.All(all.OfType<V1NetworkPolicy>().SelectMany(each => each.Spec.Ingress).SelectMany(rule => rule.Ports), port => Assert.Contains(port.Port.Value, ports));
    }

    [Fact]
    public void Pods_have_the_time_that_their_drain_takes()
    {
        var edge = Load<V1Deployment>("edge.yaml").Spec.Template.Spec;
        var preStop = edge.Containers[0].Lifecycle.PreStop.Sleep.Seconds;

        // README: requests under way get 30 s, their copies 8 s; the phases of the actor system's end add up to less than 50 s.
        Assert.True(edge.TerminationGracePeriodSeconds >= preStop + 30 + 8 + 50);
        Assert.True(Load<V1StatefulSet>("shadow.yaml").Spec.Template.Spec.TerminationGracePeriodSeconds >= 50);
    }

    [Fact]
    public void Pods_set_only_settings_that_exist()
    {
        var known = SettingVariables.All.ToHashSet();
        var files = Repository.Files(Folder, "*.yaml").Select(Repository.Read).Append(Repository.Read("deploy/docker/compose.yaml"))
            .Append(Repository.Read("deploy/systemd/edge.env")).Append(Repository.Read("deploy/systemd/shadow.env")).Append(Repository.Read("deploy/docker/Dockerfile"));
        var used = files.SelectMany(SettingVariables.UsedIn).ToHashSet();
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
    }

    private static T Load<T>(string file) => KubernetesYaml.LoadAllFromString(Repository.Read($"{Folder}/base/{file}"), Types, strict: true).OfType<T>().Single();

    private static bool IsOfKubernetes(string file) => Path.GetFileName(file) is not ("kustomization.yaml" or "servicemonitor.yaml");
}
