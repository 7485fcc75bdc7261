using System.Text.Json.Nodes;
using ActorProxy.Kubernetes.Tests.Support;

namespace ActorProxy.Kubernetes.Tests.Status;

public sealed class PolicyStatusTests
{
    private const string Policies = "shadowpolicies";

    [Fact]
    public async Task A_policy_in_force_is_accepted_in_the_generation_that_was_read()
    {
        await using var server = await WithShadowAsync();
        server.Store.Put(Policies, ApiObjects.Policy("p", "a-shadow"));
        await using var node = new WatchingNode(server);
        await UntilAsync(node, server, "True");
        var status = StatusOf(server)!;
        Assert.Equal(1, status["observedGeneration"]!.GetValue<long>());
        Assert.Equal(0, status["findingCount"]!.GetValue<int>());
        Assert.NotNull(Condition(server)!["lastTransitionTime"]);
    }

    [Fact]
    public async Task A_policy_with_an_error_says_which_and_is_accepted_once_it_is_mended()
    {
        await using var server = await WithShadowAsync();
        server.Store.Put(Policies, ApiObjects.Policy("p", "nobody"));
        await using var node = new WatchingNode(server);
        await UntilAsync(node, server, "False");
        Assert.Equal("PolicyTarget", Condition(server)!["reason"]!.GetValue<string>());
        Assert.Equal("there is no Mapping nobody", Condition(server)!["message"]!.GetValue<string>());
        var finding = StatusOf(server)!["findings"]![0]!;
        Assert.Equal(("error", "policy-target", "spec.mapping"), (Text(finding, "severity"), Text(finding, "code"), Text(finding, "field")));

        server.Store.Put(Policies, ApiObjects.Policy("p", "a-shadow"));
        await UntilAsync(node, server, "True");
        Assert.Equal(2, StatusOf(server)!["observedGeneration"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_at_all_says_so()
    {
        await using var server = await WithShadowAsync();
        var policy = ApiObjects.Policy("p", "a-shadow");
        policy["spec"]!["lanes"] = 1000;
        server.Store.Put(Policies, policy);
        await using var node = new WatchingNode(server);
        await UntilAsync(node, server, "False");
        Assert.Equal("InvalidValue", Condition(server)!["reason"]!.GetValue<string>());
        Assert.Equal("spec.lanes", Text(StatusOf(server)!["findings"]![0]!, "field"));
    }

    [Fact]
    public async Task Of_several_nodes_that_agree_a_later_one_writes_nothing()
    {
        await using var server = await WithShadowAsync();
        server.Store.Put(Policies, ApiObjects.Policy("p", "a-shadow"));
        var first = new WatchingNode(server);
        await UntilAsync(first, server, "True");
        await using var second = new WatchingNode(server);
        await second.UntilPrefixesAsync("/a/");

        // The second one's part is over when a later policy has its status, which the first no longer writes.
        await first.DisposeAsync();
        server.Store.Put(Policies, ApiObjects.Policy("q", "a-shadow"));
        await second.UntilAsync(() => server.Store.Find(Policies, "default", "q")?["status"] is not null, "the status of the other policy");
        Assert.Equal(1, server.Requests.Count(request => request is { Kind: "patch", Name: "p" }));
    }

    [Fact]
    public async Task Nodes_that_disagree_do_not_overwrite_each_other_for_ever()
    {
        await using var server = await WithShadowAsync();
        server.Store.Put("mappings", ApiObjects.Mapping("b", "/b/", "b", space: "other"));
        server.Store.Put("mappings", ApiObjects.Mapping("b-shadow", "/b/", "b-shadow", isShadow: true, space: "other"));
        server.Store.Put(Policies, ApiObjects.Policy("p", "b-shadow.other"));
        await using var sees = new WatchingNode(server);
        await using var seesNot = new WatchingNode(server, options => options with { Namespaces = ["default"] });
        await sees.UntilPrefixesAsync("/a/ /b/");
        await seesNot.UntilPrefixesAsync("/a/");
        Assert.NotEqual(sees.Routes.Current.Generation, seesNot.Routes.Current.Generation);

        for (var i = 0; i < 5; i++)
        {
            // Each turn gives both a reason to look again.
            server.Store.Put("mappings", ApiObjects.Mapping("a", "/a/", $"a{i}"));
            await sees.UntilAsync(() => ServiceOfA(sees) == $"a{i}", "the change");
            await seesNot.UntilAsync(() => ServiceOfA(seesNot) == $"a{i}", "the change");
            server.Store.Put(Policies, ApiObjects.Policy($"turn{i}", "a-shadow"));
            await UntilOneWroteAsync(server, sees, seesNot, $"turn{i}");
        }

        Assert.InRange(server.Requests.Count(request => request is { Kind: "patch", Name: "p" }), 1, 2);
    }

    [Fact]
    public async Task A_status_that_may_not_be_written_is_tried_again_and_hampers_nothing()
    {
        await using var server = await WithShadowAsync();
        server.OnceRefuse("patch", Policies, 403);
        server.Store.Put(Policies, ApiObjects.Policy("p", "a-shadow"));
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/");
        await UntilAsync(node, server, "True");
        Assert.Equal(2, server.Count("patch", Policies));
    }

    private static async Task<ApiServer> WithShadowAsync()
    {
        var server = await ApiServer.StartAsync();
        server.Store.Put("mappings", ApiObjects.Mapping("a", "/a/", "a"));
        server.Store.Put("mappings", ApiObjects.Mapping("a-shadow", "/a/", "a-shadow", isShadow: true));
        return server;
    }

    private static Task UntilAsync(WatchingNode node, ApiServer server, string accepted) =>
        node.UntilAsync(() => Condition(server) is { } condition && Text(condition, "status") == accepted, $"a status with Accepted {accepted}");

    private static string ServiceOfA(WatchingNode node) => node.Routes.Current.Groups.Single(group => group.Prefix == "/a/").Productions[0].Service.Host;

    private static Task UntilOneWroteAsync(ApiServer server, WatchingNode one, WatchingNode other, string name) => one.UntilAsync(
        () =>
        {
            other.Look();
            return server.Store.Find(Policies, "default", name)?["status"] is not null;
        },
        "the status of the turn's policy");

    private static JsonNode? StatusOf(ApiServer server) => server.Store.Find(Policies, "default", "p")?["status"];

    private static JsonNode? Condition(ApiServer server) => StatusOf(server)?["conditions"]?[0];

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
